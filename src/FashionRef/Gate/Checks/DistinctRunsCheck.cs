using FashionRef.Gate.Runs;
using FashionRef.Training;
using static System.FormattableString;

namespace FashionRef.Gate.Checks;

/// <summary>Whether runs given as different ones really differ: a run counted twice would make the mean look more certain than it is.</summary>
internal static class DistinctRunsCheck
{
    private const string Legal = "different seeds, weights and histories";

    // Two trainings have none of these columns alike; a copy may differ in the last digits of another.
    private static readonly (string Name, Func<EpochMetrics, double> Of)[] Columns =
    [
        ("losses", epoch => epoch.Loss), ("accuracies", epoch => epoch.Accuracy), ("test losses", epoch => epoch.ValLoss), ("test accuracies", epoch => epoch.ValAccuracy),
    ];

    /// <summary>Compares seeds, trained weights and histories, since a record may lack the weights' hash.</summary>
    /// <param name="runs">At least two.</param>
    public static GateCheck Of(IReadOnlyList<GateRun> runs)
    {
        CheckSubject subject = CheckSubject.Of(CheckKind.DistinctRuns, runs);
        string figure = Invariant($"{runs.Count} runs");
        string[] alike =
        [
            .. Alike(runs, "seed", run => run.Label),
            .. Alike(runs.Where(run => run.Record.Sha256.TrainedWeights is not null), "trained weights", run => run.Record.Sha256.TrainedWeights!),
            .. Columns.SelectMany(column => Alike(runs, column.Name, run => string.Join(' ', run.Record.History.Select(epoch => Invariant($"{column.Of(epoch)}"))))),
        ];
        return alike.Length == 0
            ? subject.Passed(figure, Legal)
            : subject.Failed(figure, Legal, "Runs that should be different ones are alike.", []) with { Faults = alike };
    }

    private static IEnumerable<string> Alike(IEnumerable<GateRun> runs, string what, Func<GateRun, string> identity) => runs
        .GroupBy(identity)
        .Where(group => group.Count() > 1)
        .Select(group => $"{And([.. group.Select(run => $"'{run.RecordFile}' ({run.Label})")])} have the same {what}");

    private static string And(string[] runs) => $"{string.Join(", ", runs[..^1])} and {runs[^1]}";
}
