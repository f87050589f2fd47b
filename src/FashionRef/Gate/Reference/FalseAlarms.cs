namespace FashionRef.Gate.Reference;

/// <summary>How often the gate may stop runs that are right. Where several tests look at the same runs, they share the rate.</summary>
public static class FalseAlarms
{
    /// <summary>For one run, or for several together, of one model: 1 in 1,000.</summary>
    public const double Rate = 0.001;

    /// <summary>For each of the two tests of several runs: of those that collapsed, and of the mean of the others.</summary>
    public const double SharedByTwo = Rate / 2;

    /// <summary>For each class, where the other half of the rate is the answers'.</summary>
    public const double OfClass = SharedByTwo / 10;

    /// <summary>For a band of so many new runs.</summary>
    /// <param name="runs">At least 1.</param>
    public static double OfMean(int runs) => runs == 1 ? Rate : SharedByTwo;
}
