using FashionRef.Studies;

namespace FashionRef.Cli.Documents;

/// <summary>What came of runs that were made again, as <c>study audit --json</c> writes it.</summary>
/// <param name="Format">Always <see cref="CurrentFormat"/>.</param>
/// <param name="Study">The study's name.</param>
/// <param name="PlanSha256">The hash of its runs.</param>
/// <param name="IsSame">Whether no run came out otherwise.</param>
/// <param name="NotChosenFrom">Runs that could not be chosen.</param>
/// <param name="Differing">Results with other bits than the first of their run, by their folders.</param>
/// <param name="Runs">Those that were made again.</param>
internal sealed record StudyAuditDocument(
    string Format,
    string Study,
    string PlanSha256,
    bool IsSame,
    IReadOnlyList<UnauditedRunDocument> NotChosenFrom,
    IReadOnlyList<string> Differing,
    IReadOnlyList<AuditedRunDocument> Runs)
{
    public const string CurrentFormat = "fashionref-study-audit-1";

    public static StudyAuditDocument Of(StudyPlan plan, StudyState state, IEnumerable<AuditedRun> runs, bool isSame) => new(
        CurrentFormat,
        plan.Study.Name,
        plan.Sha256,
        isSame,
        [.. state.Runs.Where(run => run.Kind != StudyRunKind.Done).Select(run => new UnauditedRunDocument(run.Run.Number, run.Kind))],
        state.Differing,
        [.. runs.Select(run => new AuditedRunDocument(run.Run.Number, run.Run.Experiment, run.Run.Settings.Seed, run.Run.Settings.Engine, run.Verdict, run.Difference))]);
}

/// <summary>A run that could not be chosen.</summary>
/// <param name="Number">From 0.</param>
/// <param name="State">Why.</param>
internal sealed record UnauditedRunDocument(int Number, StudyRunKind State);

/// <summary>A run that was made again.</summary>
/// <param name="Number">From 0.</param>
/// <param name="Experiment">The experiment's name.</param>
/// <param name="Seed">The run's seed.</param>
/// <param name="Engine">What computed it.</param>
/// <param name="Verdict">What came of it.</param>
/// <param name="Difference">How it differs, in a phrase; null when it does not.</param>
internal sealed record AuditedRunDocument(int Number, string Experiment, int Seed, string Engine, AuditVerdict Verdict, string? Difference);
