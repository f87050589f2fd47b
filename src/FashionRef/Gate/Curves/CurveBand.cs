using FashionRef.Gate.Reference;
using FashionRef.Gate.Runs;
using FashionRef.Training;

namespace FashionRef.Gate.Curves;

/// <summary>Runs beside the right ones that they are compared with, from epoch 2 on, for a picture. The mean of the right ones is 0.</summary>
/// <param name="References">The right runs in a few words, for example <c>9 right runs that start alike</c>.</param>
/// <param name="TestAccuracy">In points: hundredths of the test images.</param>
/// <param name="TrainingLoss">In percent of the right runs' mean.</param>
public sealed record CurveBand(string References, CurveBand.Figure TestAccuracy, CurveBand.Figure TrainingLoss)
{
    private const double Percent = 100;

    /// <summary>Beside right runs that start alike, which each run has its own of.</summary>
    /// <param name="reference">The right runs.</param>
    /// <param name="runs">Runs of seeds that have some.</param>
    internal static CurveBand OfAlike(GateReference reference, IReadOnlyList<GateRun> runs) => Of(
        "right runs that start alike",
        [.. runs.Select(run => (run.Record.History, Others([.. reference.Runs.Runs.Where(right => right.Seed == run.Record.Settings.Seed)], [run])))]);

    /// <summary>Beside right runs of other seeds.</summary>
    /// <param name="reference">The right runs.</param>
    /// <param name="runs">Any runs.</param>
    internal static CurveBand OfOtherSeeds(GateReference reference, IReadOnlyList<GateRun> runs)
    {
        IReadOnlyList<EpochMetrics>[] others = Others(reference.Runs.Plain, runs);
        return Of("right runs of other seeds", [.. runs.Select(run => (run.Record.History, others))]);
    }

    private static CurveBand Of(string references, (IReadOnlyList<EpochMetrics> Run, IReadOnlyList<EpochMetrics>[] Right)[] groups) => new(
        FormattableString.Invariant($"{groups[0].Right.Length} {references}"),
        new([.. groups.Select(group => Beside(group, epoch => epoch.ValAccuracy, (figure, mean) => figure - mean))]),
        new([.. groups.Select(group => Beside(group, epoch => epoch.Loss, (figure, mean) => (figure / mean) - 1))]));

    // A run is not shown beside itself, unless the runs are all that there is, and not beside one that collapsed.
    private static IReadOnlyList<EpochMetrics>[] Others(IReadOnlyList<SeedRun> right, IReadOnlyList<GateRun> runs)
    {
        IReadOnlyList<EpochMetrics>[] learned = [.. right.Where(run => run.HasLearned).Select(run => run.Metrics)];
        IReadOnlyList<EpochMetrics>[] others = [.. learned.Where(history => !runs.Any(run => CurveFigures.AreEqual(run.Record.History, history)))];
        return others.Length > 0 ? others : learned;
    }

    private static (double[] Run, double[][] Right) Beside(
        (IReadOnlyList<EpochMetrics> Run, IReadOnlyList<EpochMetrics>[] Right) group, Func<EpochMetrics, double> figure, Func<double, double, double> difference)
    {
        double[] Differences(IReadOnlyList<EpochMetrics> history) =>
            [.. history.Select((epoch, i) => Percent * difference(figure(epoch), group.Right.Average(right => figure(right[i])))).Skip(1)];

        return (Differences(group.Run), [.. group.Right.Select(Differences)]);
    }

    /// <summary>A figure of each epoch, from the second on.</summary>
    public sealed class Figure
    {
        internal Figure((double[] Run, double[][] Right)[] groups)
        {
            double[][] right = [.. groups.SelectMany(group => group.Right)];
            Lowest = [.. right[0].Select((_, i) => right.Min(run => run[i]))];
            Highest = [.. right[0].Select((_, i) => right.Max(run => run[i]))];
            Runs = [.. groups.Select(group => group.Run)];
        }

        /// <summary>The lowest of all right runs.</summary>
        public IReadOnlyList<double> Lowest { get; }

        /// <summary>The highest of all right runs.</summary>
        public IReadOnlyList<double> Highest { get; }

        /// <summary>The runs that are judged.</summary>
        public IReadOnlyList<IReadOnlyList<double>> Runs { get; }
    }
}
