namespace FashionRef.Gate.Calibration;

/// <summary>
/// The gate's rates of false alarms. Several tests of the same runs share the rate. A collapsed run always fails: how often correct
/// runs collapse is known only from the reference runs, and has no rate here.
/// </summary>
internal static class FalseAlarms
{
    /// <summary>For the accuracy of one run, or for the difference of two runs: 1 in 1,000.</summary>
    public const double Rate = 0.001;

    /// <summary>For the mean of several runs, and for each of the two tests against a baseline.</summary>
    public const double SharedByTwo = Rate / 2;

    /// <summary>For each class; the other half of the rate is for the predictions.</summary>
    public const double OfClass = SharedByTwo / 10;

    /// <summary>For a band for this many new runs.</summary>
    /// <param name="runs">At least 1.</param>
    public static double OfMean(int runs) => runs == 1 ? Rate : SharedByTwo;
}
