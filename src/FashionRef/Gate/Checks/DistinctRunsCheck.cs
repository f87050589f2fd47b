using System.Globalization;
using FashionRef.Gate.Runs;

namespace FashionRef.Gate.Checks;

/// <summary>Whether runs that are given as different ones are: of one run counted twice, the mean says more than is known.</summary>
internal static class DistinctRunsCheck
{
    /// <summary>Looks at seeds, then at the weights that came out.</summary>
    /// <param name="runs">At least two.</param>
    public static GateCheck Of(IReadOnlyList<GateRun> runs)
    {
        CheckSubject subject = CheckSubject.Of(CheckKind.DistinctRuns, runs);
        GateRun[]? twins = Twins(runs, run => run.Label) ?? Twins(runs, run => run.Record.Sha256.TrainedWeights ?? run.RecordFile);
        string figure = string.Create(CultureInfo.InvariantCulture, $"{runs.Count} runs");
        return twins is null
            ? subject.Passed(figure, "different seeds and weights")
            : subject.Failed(
                figure,
                "different seeds and weights",
                $"'{twins[0].RecordFile}' ({twins[0].Label}) and '{twins[1].RecordFile}' ({twins[1].Label}) are one run: they have the same seed or the same weights.",
                []);
    }

    private static GateRun[]? Twins(IEnumerable<GateRun> runs, Func<GateRun, string> identity) =>
        runs.GroupBy(identity).Where(group => group.Count() > 1).Select(group => group.Take(2).ToArray()).FirstOrDefault();
}
