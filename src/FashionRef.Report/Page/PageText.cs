using static System.FormattableString;

namespace FashionRef.Report.Page;

/// <summary>Formats figures for the page.</summary>
internal static class PageText
{
    // Larger figures are written with an exponent.
    private const double MostFigure = 1e9;
    private const double MostSeconds = 1e9;
    private const char Fixed = '\u00a0';
    private const double BytesPerMebibyte = 1024 * 1024;
    private const double BytesPerGibibyte = 1024 * BytesPerMebibyte;

    /// <summary>A share or a loss to four digits.</summary>
    public static string Figure(double value) => Math.Abs(value) < MostFigure ? Invariant($"{value:F4}").Replace('-', '−') : Invariant($"{value:E4}");

    /// <summary>A difference to four digits with its sign, for example <c>+0.0034</c>.</summary>
    public static string Signed(double difference) => Math.Abs(difference) < MostFigure ? Invariant($"{difference:+0.0000;−0.0000;0.0000}") : Invariant($"{difference:+0.0000E+0;−0.0000E+0}");

    /// <summary>A p value to two digits, for example <c>p = 0.031</c> on one line.</summary>
    public static string P(double p) => $"p{Fixed}={Fixed}{Invariant($"{p:G2}")}";

    /// <summary>A count with commas.</summary>
    public static string Count(long count) => Invariant($"{count:N0}");

    /// <summary>A difference of shares in hundredths with its sign, for example <c>+0.69 points</c>.</summary>
    public static string Points(double difference) => $"{SignedPoints(difference)} points";

    /// <summary>The same without the word.</summary>
    public static string SignedPoints(double difference) => Invariant($"{100 * difference:+0.00;−0.00;0.00}");

    /// <summary>A distance of shares in hundredths, for example <c>3.10 points</c>.</summary>
    public static string Distance(double difference) => Invariant($"{100 * difference:0.00;−0.00;0.00} points");

    /// <summary>A duration, for example <c>2 min 13 s</c>.</summary>
    public static string Duration(double seconds)
    {
        // A file may contain any duration.
        if (!(Math.Abs(seconds) < MostSeconds))
        {
            return "more than 30 years";
        }

        TimeSpan time = TimeSpan.FromSeconds(Math.Round(seconds));
        return time.TotalHours >= 1 ? Invariant($"{(int)time.TotalHours} h {time.Minutes} min")
            : time.TotalMinutes >= 1 ? Invariant($"{time.Minutes} min {time.Seconds} s")
            : Invariant($"{seconds:F1} s");
    }

    /// <summary>Seconds with one decimal.</summary>
    public static string Seconds(double seconds) => Math.Abs(seconds) < MostSeconds ? Invariant($"{seconds:F1}") : Invariant($"{seconds:E1}");

    /// <summary>An amount of memory, for example <c>0.62 GiB</c>.</summary>
    public static string Memory(long bytes) => bytes >= BytesPerGibibyte / 2
        ? Invariant($"{bytes / BytesPerGibibyte:F2} GiB")
        : Invariant($"{bytes / BytesPerMebibyte:F0} MiB");

    /// <summary>Words joined by commas and "and", for example <c>a, b and c</c>.</summary>
    public static string And(IReadOnlyList<string> words) => words.Count < 2
        ? string.Concat(words)
        : $"{string.Join(", ", words.SkipLast(1))} and {words[^1]}";
}
