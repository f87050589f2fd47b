using FashionRef.Gate;
using FashionRef.Gate.Calibration;
using FashionRef.Gate.Reference;
using FashionRef.Gate.Runs;

namespace FashionRef.Report.Page;

/// <summary>What the gate says of the runs of a page.</summary>
/// <param name="Gate">All checks; none when nothing could be judged.</param>
/// <param name="Unjudged">For each model that could not be judged a sentence why.</param>
internal sealed record RunJudgement(GateReport Gate, IReadOnlyList<string> Unjudged)
{
    /// <summary>
    /// Judges the runs of each model together, as the command <c>gate</c> does, but each engine's for themselves: a page may show one seed
    /// with both. A missing expectation fails nothing.
    /// </summary>
    /// <param name="runs">At most <see cref="BandCalibration.MostRuns"/> of a model.</param>
    /// <param name="expectationsFolder">The folder of expectations and baselines.</param>
    /// <exception cref="FashionRefException">A file is there and holds something else (bad request).</exception>
    public static RunJudgement Of(IReadOnlyList<ReportedRun> runs, string expectationsFolder)
    {
        List<GateCheck> checks = [];
        List<string> unjudged = [];
        foreach (var alike in runs.GroupBy(run => (run.Record.Settings.Model, run.Record.Settings.Engine)).OrderBy(alike => alike.Key.Model))
        {
            ReportedRun first = alike.First();
            if (ExpectationFile.ReadIfThere(expectationsFolder, alike.Key.Model, first.Record.Settings.Shuffle) is { } expectation)
            {
                GateRun[] judged = [.. alike.Select(run => GateRun.Read(run.Folder.Record))];
                checks.AddRange(new ModelGate(expectation, expectationsFolder, requiresBaseline: false).Judge(judged));
            }
            else
            {
                unjudged.Add(
                    $"{first.Record.Settings.ModelTitle} was not judged: there is no '{ExpectationFile.Name(alike.Key.Model, first.Record.Settings.Shuffle)}' in '{expectationsFolder}'.");
            }
        }

        return new RunJudgement(new GateReport(checks), unjudged);
    }
}
