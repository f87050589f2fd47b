namespace FashionRef.Gate.Calibration;

/// <summary>
/// How often the gate may stop runs that are right. Where several tests look at the same runs, they share the rate. A run that collapses
/// is stopped always: how often right ones do is known only as far as the right runs tell, and has no rate here.
/// </summary>
internal static class FalseAlarms
{
    /// <summary>For the accuracy of one run of a model, or for what two runs differ by: 1 in 1,000.</summary>
    public const double Rate = 0.001;

    /// <summary>For the mean of several runs, and for each of the two tests against a baseline.</summary>
    public const double SharedByTwo = Rate / 2;

    /// <summary>For each class, where the other half of the rate is the answers'.</summary>
    public const double OfClass = SharedByTwo / 10;

    /// <summary>For a band of so many new runs.</summary>
    /// <param name="runs">At least 1.</param>
    public static double OfMean(int runs) => runs == 1 ? Rate : SharedByTwo;
}
