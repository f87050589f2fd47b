namespace FashionRef.Engines.Exact.Inference;

/// <summary>Mean and biased variance of some of a sample's numbers, in double, in their order.</summary>
internal static class RunStatistics
{
    /// <summary>The statistics.</summary>
    /// <param name="values">The sample.</param>
    /// <param name="run">The places of the numbers; at least one.</param>
    public static (double Mean, double Variance) Of(ReadOnlySpan<float> values, int[] run)
    {
        double sum = 0;
        foreach (int place in run)
        {
            sum += values[place];
        }

        double mean = sum / run.Length;
        double squares = 0;
        foreach (int place in run)
        {
            squares += (values[place] - mean) * (values[place] - mean);
        }

        return (mean, squares / run.Length);
    }
}
