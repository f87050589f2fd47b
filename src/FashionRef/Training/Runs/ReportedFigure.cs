namespace FashionRef.Training.Runs;

/// <summary>Figures as programs report them: many compute in float32 and write its digits as those of a double.</summary>
internal static class ReportedFigure
{
    private const double Rounding = 1e-6;

    /// <summary>Whether two figures are equal but for the rounding of some float32 operations: of accuracies that is far less than one answer.</summary>
    public static bool IsSame(double a, double b) => Math.Abs(a - b) <= Rounding * Math.Max(1, Math.Abs(b));

    /// <summary>Whether a setting is another but for being kept as a float32: 0.009999999776482582 is 0.01.</summary>
    public static bool IsSameSetting(double a, double b) => (float)a == (float)b;
}
