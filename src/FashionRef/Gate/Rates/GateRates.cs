using FashionRef.Gate.Curves;
using FashionRef.Gate.Reference;
using FashionRef.Studies;

namespace FashionRef.Gate.Rates;

/// <summary>How often the gate fails right runs, and how often it catches runs whose test accuracy is too low and nothing else.</summary>
/// <param name="Reference">What the gate compares runs with.</param>
/// <param name="Rates">By way of judging, number of runs and loss.</param>
public sealed record GateRates(GateReference Reference, IReadOnlyList<GateRate> Rates)
{
    /// <summary>How many runs are judged together.</summary>
    public static IReadOnlyList<int> RunCounts { get; } = [1, 3, 5, 10];

    /// <summary>By how much the test accuracy of new runs is lower: nothing, half a point, one point, two points.</summary>
    public static IReadOnlyList<double> Losses { get; } = [0, 0.005, 0.01, 0.02];

    // A permutation test takes milliseconds.
    private const int FewerBy = 40;

    /// <summary>Plays the gate.</summary>
    /// <param name="reference">What it compares runs with.</param>
    /// <param name="trials">How often; a multiple of 16.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static GateRates Of(GateReference reference, int trials, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(reference);
        UnpairedSimulation unpaired = new(reference);
        List<GateRate> rates = [.. Losses.Select(loss => new GateRate("a single run's band", 1, loss, unpaired.OutsideBand(-loss)))];
        foreach (int runs in RunCounts.Where(unpaired.CanDecide))
        {
            rates.AddRange(Losses.Select(loss => new GateRate("runs of other seeds", runs, loss, unpaired.Failed(Shift(CurveFigures.Unpaired, -loss), runs, trials / FewerBy, cancellationToken))));
        }

        if (reference.Expectation.Paired is { } paired)
        {
            PairedSimulation simulation = new(reference);
            double sigma = paired.Figures.Single(figure => figure.Figure == StudyFigure.MeanTestAccuracy).Sigma;
            foreach ((string name, bool isOther) in new[] { ("runs that start alike", false), ("the same, another program", true) })
            {
                foreach (int runs in RunCounts.Where(runs => runs <= paired.MostRuns))
                {
                    rates.AddRange(Losses.Select(loss => new GateRate(name, runs, loss, Careful(simulation.Failed(Shift(CurveFigures.Paired, -loss / sigma), runs, isOther, trials, cancellationToken), loss))));
                }
            }
        }

        return new GateRates(reference, rates);
    }

    // Of two shapes of tails the one that speaks against the gate counts.
    private static Share Careful(IReadOnlyList<Share> shares, double loss) => loss == 0 ? shares.MaxBy(share => share.Events)! : shares.MinBy(share => share.Events)!;

    private static double[] Shift(IReadOnlyList<StudyFigure> figures, double shift) => [.. figures.Select(figure => figure == StudyFigure.MeanTestAccuracy ? shift : 0)];
}

/// <summary>How many gates failed.</summary>
/// <param name="Judged">By what runs are judged.</param>
/// <param name="Runs">How many together.</param>
/// <param name="Loss">By how much their test accuracy is too low.</param>
/// <param name="Failed">How many failed.</param>
public sealed record GateRate(string Judged, int Runs, double Loss, Share Failed);
