using FashionRef.Gate.Runs;
using static System.FormattableString;

namespace FashionRef.Gate.Checks;

/// <summary>Whether runs that are given as different ones are: of one run counted twice, the mean says more than is known.</summary>
internal static class DistinctRunsCheck
{
    private const string Legal = "different seeds, weights and losses";

    /// <summary>Looks at seeds, then at the weights that came out, then at the losses: a record need not tell its weights.</summary>
    /// <param name="runs">At least two.</param>
    public static GateCheck Of(IReadOnlyList<GateRun> runs)
    {
        CheckSubject subject = CheckSubject.Of(CheckKind.DistinctRuns, runs);
        GateRun[]? twins = Twins(runs, run => run.Label)
            ?? Twins(runs, run => run.Record.Sha256.TrainedWeights ?? run.RecordFile)
            ?? Twins(runs, Losses);
        string figure = Invariant($"{runs.Count} runs");
        return twins is null
            ? subject.Passed(figure, Legal)
            : subject.Failed(
                figure,
                Legal,
                $"'{twins[0].RecordFile}' ({twins[0].Label}) and '{twins[1].RecordFile}' ({twins[1].Label}) are one run: they have the same seed, the same weights or the same losses.",
                []);
    }

    private static string Losses(GateRun run) => string.Join(' ', run.Record.History.Select(epoch => Invariant($"{epoch.Loss}")));

    private static GateRun[]? Twins(IEnumerable<GateRun> runs, Func<GateRun, string> identity) =>
        runs.GroupBy(identity).Where(group => group.Count() > 1).Select(group => group.Take(2).ToArray()).FirstOrDefault();
}
