namespace FashionRef.Parity;

/// <summary>The largest of some errors and where it stands; a NaN is larger than all.</summary>
internal sealed class WorstError
{
    /// <summary>0 before the first.</summary>
    public double Error { get; private set; }

    /// <summary>Empty when every error was 0.</summary>
    public string Where { get; private set; } = string.Empty;

    /// <summary>Takes one more error into account.</summary>
    public void Add(double error, string where)
    {
        if (!(error <= Error) && !double.IsNaN(Error))
        {
            (Error, Where) = (error, where);
        }
    }
}

/// <summary>How far a number is from what it should be.</summary>
internal static class RelativeError
{
    // Below this nothing is relative any more: a weight that should be 0 is judged by its distance from 0.
    private const double Floor = 1e-6;

    /// <summary><c>|actual - expected| / max(|expected|, scale, 1e-6)</c>.</summary>
    /// <param name="actual">What was computed.</param>
    /// <param name="expected">What should have been.</param>
    /// <param name="scale">The size of the numbers that it was made of; 0 where only its own counts.</param>
    /// <returns>At least 0; NaN when a number is NaN.</returns>
    public static double Of(double actual, double expected, double scale) =>
        Math.Abs(actual - expected) / Math.Max(Math.Abs(expected), Math.Max(scale, Floor));
}
