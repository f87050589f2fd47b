using FashionRef.Gate.Reference;

namespace FashionRef.Gate.Calibration;

/// <summary>How far new runs may be from the mean of correct runs, in spreads.</summary>
/// <param name="Means">For the mean of 1, 2, 3 … new runs: the distance down and up.</param>
/// <param name="Answers">The bound for the difference of two runs' accuracies, in standard deviations of one run.</param>
/// <param name="Recall">The same for one class's recall.</param>
public sealed record BandFactors(IReadOnlyList<(double Down, double Up)> Means, double Answers, double Recall)
{
    /// <summary>The wider of two.</summary>
    public BandFactors Or(BandFactors other) => new(
        [.. Means.Zip(other.Means, (a, b) => (Math.Max(a.Down, b.Down), Math.Max(a.Up, b.Up)))],
        Math.Max(Answers, other.Answers),
        Math.Max(Recall, other.Recall));

    /// <summary>The band around the mean of correct runs.</summary>
    /// <param name="spread">The spread of the correct runs.</param>
    /// <param name="runs">How many new runs the mean is of, from 1 to <see cref="BandCalibration.MostRuns"/>.</param>
    public Band Band(Spread spread, int runs)
    {
        (double down, double up) = Means[runs - 1];
        return new Band(runs, Math.Max(0, spread.Mean - (down * spread.Down)), Math.Min(1, spread.Mean + (up * spread.Up)));
    }
}
