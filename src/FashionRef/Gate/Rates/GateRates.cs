using FashionRef.Gate.Calibration;
using FashionRef.Gate.Reference;

namespace FashionRef.Gate.Rates;

/// <summary>How often the gate fails correct runs, and how often it catches worse ones.</summary>
/// <param name="Expectation">What the gate would compare runs with.</param>
/// <param name="LeftOut">Each correct run judged by the others: how many fail.</param>
/// <param name="LastEpoch">Simulated: the gate uses the accuracy after the last epoch, as it really does.</param>
/// <param name="LastThree">Simulated: it uses the mean of the last three epochs, for comparison.</param>
/// <param name="Answers">All pairs of correct runs: how many differ by more than the check of predictions allows.</param>
/// <param name="Recalls">All pairs of correct runs: how many differ in a class's recall by more than allowed.</param>
public sealed record GateRates(
    Expectation Expectation,
    Share LeftOut,
    IReadOnlyList<AlarmRates> LastEpoch,
    IReadOnlyList<AlarmRates> LastThree,
    Share Answers,
    Share Recalls)
{
    /// <summary>How often the gate is simulated.</summary>
    public const int Trials = 160_000;

    /// <summary>Simulates the gate.</summary>
    /// <param name="runs">Correct runs.</param>
    /// <param name="trials">How often; a multiple of 16.</param>
    /// <param name="cancellationToken">Stops the simulation.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static GateRates Of(SeedRuns runs, int trials = Trials, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(runs);
        Expectation expectation = Expectation.Of(runs, cancellationToken);
        SeedRun[] learned = [.. runs.Runs.Where(run => run.Accuracy >= Expectation.CollapsedBelow)];
        int[] correct = [.. learned.Select(run => run.Correct)];
        IReadOnlyList<double>[] recalls = [.. learned.Select(run => run.Recalls)];
        return new GateRates(
            expectation,
            LeaveOneOut(learned, cancellationToken),
            MeanSimulation.Of([.. learned.Select(run => run.Accuracy)], trials, cancellationToken),
            MeanSimulation.Of([.. learned.Select(run => run.SteadyAccuracy)], trials, cancellationToken),
            OfPairs(correct, (a, b) => Math.Abs(a - b) > expectation.AnswersApart),
            OfPairs(recalls, (a, b) => RecallsApart(a, b, expectation.RecallsApart)));
    }

    private static Share OfPairs<T>(T[] figures, Func<T, T, bool> areApart)
    {
        int apart = 0;
        for (int i = 0; i < figures.Length; i++)
        {
            for (int j = i + 1; j < figures.Length; j++)
            {
                apart += areApart(figures[i], figures[j]) ? 1 : 0;
            }
        }

        return Share.Of(apart, figures.Length * (figures.Length - 1) / 2);
    }

    private static Share LeaveOneOut(SeedRun[] runs, CancellationToken cancellationToken)
    {
        BandFactors factors = BandCalibration.Factors(runs.Length - 1, cancellationToken);
        int alarms = runs.Count(left =>
        {
            double[] others = [.. runs.Where(run => run != left).Select(run => run.Accuracy)];
            return !factors.Band(Spread.Of(others), 1).Contains(left.Accuracy);
        });
        return Share.Of(alarms, runs.Length);
    }

    private static bool RecallsApart(IReadOnlyList<double> a, IReadOnlyList<double> b, IReadOnlyList<double> apart)
    {
        for (int label = 0; label < apart.Count; label++)
        {
            if (Math.Abs(a[label] - b[label]) > apart[label])
            {
                return true;
            }
        }

        return false;
    }
}
