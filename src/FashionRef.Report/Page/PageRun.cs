using FashionRef.Training.Runs;
using static System.FormattableString;

namespace FashionRef.Report.Page;

/// <summary>A run with its name on the page.</summary>
/// <param name="Id">Of its section, and in front of all ids in it, for example <c>model-1</c>.</param>
/// <param name="Run">The run.</param>
internal sealed record PageRun(string Id, ReportedRun Run)
{
    /// <summary>The run's record.</summary>
    public RunRecord Record => Run.Record;

    /// <summary>The model and the seed, for example <c>Model-1, seed 1</c>.</summary>
    public string Title => Run.Title;

    /// <summary>Names runs: the first of a model after the model, others with a number behind it.</summary>
    /// <param name="runs">In the order of the page.</param>
    public static PageRun[] Of(IReadOnlyList<ReportedRun> runs) =>
    [
        .. runs.Select((run, i) =>
        {
            int model = run.Record.Settings.Model;
            int before = runs.Take(i).Count(other => other.Record.Settings.Model == model);
            return new PageRun(before == 0 ? Invariant($"model-{model}") : Invariant($"model-{model}-{before + 1}"), run);
        }),
    ];
}
