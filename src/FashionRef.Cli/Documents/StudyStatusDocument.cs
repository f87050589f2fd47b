using FashionRef.Studies;

namespace FashionRef.Cli.Documents;

/// <summary>How far a study is, as <c>study status --json</c> writes it.</summary>
/// <param name="Format">Always <see cref="CurrentFormat"/>.</param>
/// <param name="Study">The study's name.</param>
/// <param name="PlanSha256">The hash of its runs.</param>
/// <param name="IsComplete">Whether every run is done, whole and undisputed.</param>
/// <param name="Runs">All runs, in order.</param>
/// <param name="Differing">Results with other bits than the first of their run, by their folders.</param>
/// <param name="Strange">Folders that are no run of the study.</param>
internal sealed record StudyStatusDocument(
    string Format,
    string Study,
    string PlanSha256,
    bool IsComplete,
    IReadOnlyList<StudyRunDocument> Runs,
    IReadOnlyList<string> Differing,
    IReadOnlyList<string> Strange)
{
    public const string CurrentFormat = "fashionref-study-status-1";

    public static StudyStatusDocument Of(StudyPlan plan, StudyState state) => new(
        CurrentFormat,
        plan.Study.Name,
        plan.Sha256,
        state.IsComplete,
        [.. state.Runs.Select(run => new StudyRunDocument(run.Run.Number, run.Run.Experiment, run.Run.Settings.Seed, run.Kind, run.Message))],
        state.Differing,
        state.Strange);
}

/// <summary>A run of a study, as <c>study status --json</c> writes it.</summary>
/// <param name="Number">From 0.</param>
/// <param name="Experiment">The experiment's name.</param>
/// <param name="Seed">The run's seed.</param>
/// <param name="State">How far it is.</param>
/// <param name="Message">What is wrong, in a sentence; null when nothing is.</param>
internal sealed record StudyRunDocument(int Number, string Experiment, int Seed, StudyRunKind State, string? Message);
