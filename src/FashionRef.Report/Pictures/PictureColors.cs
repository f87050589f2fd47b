using ScottPlot;

namespace FashionRef.Report.Pictures;

/// <summary>
/// The pictures' colours. Blue and vermilion of Okabe and Ito's set, and where these are too few two more of it: all can be told apart with
/// any colour blindness. Their meaning is always repeated by dashes, marker shapes or words.
/// </summary>
internal static class PictureColors
{
    /// <summary>The background.</summary>
    public static readonly Color Paper = Color.FromHex("#FFFFFF");

    /// <summary>Text and axes.</summary>
    public static readonly Color Ink = Color.FromHex("#1F2328");

    /// <summary>Grid lines and thin frames.</summary>
    public static readonly Color Rule = Color.FromHex("#D0D7DE");

    /// <summary>The first series: training, and Model-1.</summary>
    public static readonly Color First = Color.FromHex("#0072B2");

    /// <summary>The second series: validation, and Model-2.</summary>
    public static readonly Color Second = Color.FromHex("#D55E00");

    /// <summary>The third series.</summary>
    public static readonly Color Third = Color.FromHex("#009E73");

    /// <summary>The fourth series.</summary>
    public static readonly Color Fourth = Color.FromHex("#CC79A7");

    /// <summary>Wrong answers.</summary>
    public static readonly Color Wrong = Second;
}
