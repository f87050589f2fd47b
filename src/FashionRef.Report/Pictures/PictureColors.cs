using ScottPlot;

namespace FashionRef.Report.Pictures;

/// <summary>
/// The pictures' colours. Blue and vermilion of Okabe and Ito's set, which people with any colour blindness tell apart; what they
/// say is always said a second time, by a line's dashes, a marker's form or a word.
/// </summary>
internal static class PictureColors
{
    /// <summary>What all stands on.</summary>
    public static readonly Color Paper = Color.FromHex("#FFFFFF");

    /// <summary>Text and axes.</summary>
    public static readonly Color Ink = Color.FromHex("#1F2328");

    /// <summary>Grid lines and thin frames.</summary>
    public static readonly Color Rule = Color.FromHex("#D0D7DE");

    /// <summary>What comes first: training, and Model-1.</summary>
    public static readonly Color First = Color.FromHex("#0072B2");

    /// <summary>What comes second: validation, and Model-2.</summary>
    public static readonly Color Second = Color.FromHex("#D55E00");

    /// <summary>Wrong answers.</summary>
    public static readonly Color Wrong = Second;
}
