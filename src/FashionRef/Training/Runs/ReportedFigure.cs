namespace FashionRef.Training.Runs;

/// <summary>Compares reported figures: many programs compute in float32 and write the value as a double.</summary>
internal static class ReportedFigure
{
    private const double Rounding = 1e-6;

    /// <summary>
    /// Whether two figures are equal up to the rounding of some float32 operations, which for accuracies is far less than one image.
    /// </summary>
    public static bool IsSame(double a, double b) => Math.Abs(a - b) <= Rounding * Math.Max(1, Math.Abs(b));

    /// <summary>Whether two settings are equal as float32: 0.009999999776482582 is 0.01.</summary>
    public static bool IsSameSetting(double a, double b) => (float)a == (float)b;
}
