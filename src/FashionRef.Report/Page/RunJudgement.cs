using FashionRef.Gate;
using FashionRef.Gate.Reference;
using FashionRef.Gate.Runs;

namespace FashionRef.Report.Page;

/// <summary>The gate's verdict on the runs of a page.</summary>
/// <param name="Gate">All checks; none when nothing could be judged.</param>
/// <param name="Unjudged">A sentence for each model that could not be judged.</param>
internal sealed record RunJudgement(GateReport Gate, IReadOnlyList<string> Unjudged)
{
    /// <summary>
    /// Judges the runs of each model together, as the command <c>gate</c> does, but per engine: a page may show one seed with both. Compared
    /// runs are judged one by one, because they may have the same seed. A missing expectation is not a failure.
    /// </summary>
    /// <param name="material">The runs, at most <see cref="ModelGate.MostRuns"/> of a model, and where the expectations are.</param>
    /// <exception cref="FashionRefException">A file holds something else (bad request).</exception>
    public static RunJudgement Of(ReportMaterial material)
    {
        string expectationsFolder = material.ExpectationsFolder;
        List<GateCheck> checks = [];
        List<string> unjudged = [];
        var groups = material.Runs.Index().GroupBy(
            pair => (pair.Item.Record.Settings.Model, pair.Item.Record.Settings.File, pair.Item.Record.Settings.Engine, Place: material.Comparison is null ? 0 : pair.Index), pair => pair.Item);
        foreach (var alike in groups.OrderBy(alike => alike.Key.Model))
        {
            ReportedRun first = alike.First();
            ExpectationKey key = ExpectationKey.Of(first.Record.Settings);
            if (GateReference.ReadIfThere(expectationsFolder, key) is { } reference)
            {
                GateRun[] judged = [.. alike.Select(run => GateRun.Read(run.Folder.Record))];
                checks.AddRange(new ModelGate(reference, expectationsFolder, requiresBaseline: false, trainingImages: material.Data.Train).Judge(judged));
            }
            else
            {
                unjudged.Add(
                    $"{first.Record.Settings.ModelTitle} was not judged: there is no '{ExpectationFile.Name(key)}' in '{expectationsFolder}'.");
            }
        }

        return new RunJudgement(new GateReport(checks), [.. unjudged.Distinct()]);
    }
}
