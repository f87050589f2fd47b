namespace FashionRef.Parity;

/// <summary>The largest of some errors and its place; NaN counts as the largest.</summary>
internal sealed class WorstError
{
    /// <summary>0 before the first.</summary>
    public double Error { get; private set; }

    /// <summary>Empty when every error was 0.</summary>
    public string Where { get; private set; } = string.Empty;

    /// <summary>Adds an error.</summary>
    public void Add(double error, string where)
    {
        if (!(error <= Error) && !double.IsNaN(Error))
        {
            (Error, Where) = (error, where);
        }
    }
}

/// <summary>The relative error of a number.</summary>
internal static class RelativeError
{
    // Below this errors are absolute: a weight that should be 0 is judged by its distance from 0.
    private const double Floor = 1e-6;

    /// <summary><c>|actual - expected| / max(|expected|, scale, 1e-6)</c>.</summary>
    /// <param name="actual">The computed number.</param>
    /// <param name="expected">The expected number.</param>
    /// <param name="scale">The magnitude of the numbers that it is a sum of; 0 to use only its own.</param>
    /// <returns>At least 0; NaN when a number is NaN.</returns>
    public static double Of(double actual, double expected, double scale) =>
        Math.Abs(actual - expected) / Math.Max(Math.Abs(expected), Math.Max(scale, Floor));
}
