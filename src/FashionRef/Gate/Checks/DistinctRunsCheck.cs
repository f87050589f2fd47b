using FashionRef.Gate.Runs;
using static System.FormattableString;

namespace FashionRef.Gate.Checks;

/// <summary>Whether runs that are given as different ones are: of one run counted twice, the mean says more than is known.</summary>
internal static class DistinctRunsCheck
{
    private const string Legal = "different seeds, weights and losses";

    /// <summary>Looks at seeds, at the weights that came out, and at the losses, since a record need not tell its weights.</summary>
    /// <param name="runs">At least two.</param>
    public static GateCheck Of(IReadOnlyList<GateRun> runs)
    {
        CheckSubject subject = CheckSubject.Of(CheckKind.DistinctRuns, runs);
        string figure = Invariant($"{runs.Count} runs");
        string[] alike =
        [
            .. Alike(runs, "seed", run => run.Label),
            .. Alike(runs, "trained weights", run => run.Record.Sha256.TrainedWeights ?? run.RecordFile),
            .. Alike(runs, "losses", Losses),
        ];
        return alike.Length == 0
            ? subject.Passed(figure, Legal)
            : subject.Failed(figure, Legal, "Runs that should be different ones are alike.", []) with { Faults = alike };
    }

    private static string Losses(GateRun run) => string.Join(' ', run.Record.History.Select(epoch => Invariant($"{epoch.Loss}")));

    private static IEnumerable<string> Alike(IEnumerable<GateRun> runs, string what, Func<GateRun, string> identity) => runs
        .GroupBy(identity)
        .Where(group => group.Count() > 1)
        .Select(group => $"{And([.. group.Select(run => $"'{run.RecordFile}' ({run.Label})")])} have the same {what}");

    private static string And(string[] runs) => $"{string.Join(", ", runs[..^1])} and {runs[^1]}";
}
