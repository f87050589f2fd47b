using System.Text;
using FashionRef.Studies;
using static System.FormattableString;

namespace FashionRef.Cli.Commands.Studies.Audit;

/// <summary>What an audit found, as text.</summary>
internal static class StudyAuditText
{
    /// <summary>A line for each kind of finding, one for each run that is not the same, and what it means.</summary>
    /// <param name="plan">The audited study's plan.</param>
    /// <param name="state">How far the study is: only runs that are done can be chosen.</param>
    /// <param name="runs">The runs that were made again.</param>
    /// <param name="folder">Where the runs were made.</param>
    public static string Format(StudyPlan plan, StudyState state, IReadOnlyList<AuditedRun> runs, StudyFolder folder)
    {
        StringBuilder text = new(Invariant($"{plan.Study.Name}, plan {plan.Sha256[..12]}: {runs.Count} of {state.Runs.Count} runs were made again.\n"));
        string[] others =
        [
            .. state.Runs.Where(run => run.Kind != StudyRunKind.Done).GroupBy(run => run.Kind).OrderBy(kind => kind.Key)
                .Select(kind => Invariant($"{kind.Count()} {kind.Key.ToString().ToLowerInvariant()}")),
            .. state.Differing.Count > 0 ? [Invariant($"{state.Differing.Count} that two machines disagree about")] : Array.Empty<string>(),
        ];
        if (others.Length > 0)
        {
            text.Append($"  Not all could be chosen: {string.Join(", ", others)}. 'study status' tells more.\n");
        }

        foreach (IGrouping<(string Engine, AuditVerdict Verdict), AuditedRun> group in runs.GroupBy(run => (run.Run.Settings.Engine, run.Verdict)).OrderBy(group => group.Key))
        {
            text.Append(Invariant($"  {group.Key.Engine}: {group.Count()} {Words(group.Key.Verdict)}\n"));
        }

        foreach (AuditedRun run in runs.Where(run => run.Difference is not null))
        {
            text.Append(Invariant($"\nRun {run.Run.Number} ({run.Run.Experiment}, seed {run.Run.Settings.Seed}): {run.Difference}."));
        }

        text.Append(runs.Any(run => run.Difference is not null) ? "\n" : "");
        if (runs.Any(run => run.Verdict == AuditVerdict.Differs))
        {
            text.Append($"\nThe study's files were changed, or one of the two machines computes wrongly. The runs that were made here are in '{folder.Root}'.\n");
        }

        return text.ToString();
    }

    private static string Words(AuditVerdict verdict) => verdict switch
    {
        AuditVerdict.SameBits => "with the same bits",
        AuditVerdict.WithinRounding => "with other bits, as close as rounding leaves them",
        AuditVerdict.NotJudged => "with other bits, not judged",
        AuditVerdict.Differs => "that are not what the study says",
        _ => throw new ArgumentOutOfRangeException(nameof(verdict), verdict, "There is no such verdict."),
    };
}
