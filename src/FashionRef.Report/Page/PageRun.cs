using FashionRef.Report.Pictures;
using FashionRef.Training.Runs;
using static System.FormattableString;

namespace FashionRef.Report.Page;

/// <summary>A run with its name on the page.</summary>
/// <param name="Id">The id of its section, and the prefix of all ids in it, for example <c>model-1</c>.</param>
/// <param name="Title">The model and the seed, for example <c>Model-1, seed 1</c>; preceded by its letter if two are compared.</param>
/// <param name="Run">The run.</param>
internal sealed record PageRun(string Id, string Title, ReportedRun Run)
{
    private static readonly string[] Letters = ["A", "B"];

    /// <summary>The run's record.</summary>
    public RunRecord Record => Run.Record;

    /// <summary>Names runs: the first of a model after the model, others with a number appended.</summary>
    /// <param name="material">The runs in the order of the page.</param>
    public static PageRun[] Of(ReportMaterial material) =>
    [
        .. material.Runs.Select((run, i) =>
        {
            int model = run.Record.Settings.Model;
            int before = material.Runs.Take(i).Count(other => other.Record.Settings.Model == model);
            return new PageRun(
                before == 0 ? Invariant($"model-{model}") : Invariant($"model-{model}-{before + 1}"),
                material.Comparison is null ? run.Title : $"{Letters[i]}: {run.Title}",
                run);
        }),
    ];
}

/// <summary>A run with its pictures.</summary>
/// <param name="Page">The run.</param>
/// <param name="Bands">The bands of right runs that its curves are shown with.</param>
/// <param name="Pictures">By their names.</param>
internal sealed record DrawnRun(PageRun Page, IReadOnlyList<HistoryBand> Bands, IReadOnlyDictionary<string, Picture> Pictures)
{
    /// <summary>Draws them.</summary>
    /// <param name="run">The run.</param>
    /// <param name="material">What it is compared with.</param>
    public static DrawnRun Of(PageRun run, ReportMaterial material)
    {
        ReferenceHistories reference = ReferenceHistories.Of(run.Record.Settings, material.ExpectationsFolder);
        return new DrawnRun(
            run,
            reference.Bands,
            RunPictures.Draw(run.Run, material.Data.Test, reference).ToDictionary(picture => picture.Name));
    }
}
