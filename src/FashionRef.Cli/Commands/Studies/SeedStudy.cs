using FashionRef.Data;
using FashionRef.Engines;
using FashionRef.Evaluation;
using FashionRef.Gate.Reference;
using FashionRef.Gate.Runs;
using FashionRef.Studies;
using FashionRef.Studies.Models;
using Spectre.Console;
using static System.FormattableString;

namespace FashionRef.Cli.Commands.Studies;

/// <summary>Runs of a model that differ in their seed alone, for the gate: a study without a file.</summary>
/// <param name="engine">The engine's name.</param>
/// <param name="threads">How many processors are used.</param>
/// <param name="dataFolder">Where the user has Fashion-MNIST, if anywhere.</param>
/// <param name="artifactsFolder">The folder of all output.</param>
/// <param name="console">Where progress is shown.</param>
internal sealed class SeedStudy(string engine, int threads, string? dataFolder, string artifactsFolder, IAnsiConsole console)
{
    // Enough to tell such studies of one artifacts folder apart.
    private const int HashDigits = 8;

    /// <summary>The runs: those that this program's code has made before are read, the others are made.</summary>
    /// <param name="model">The model, and what of its settings is not the notebook's.</param>
    /// <param name="seeds">At least one.</param>
    /// <param name="first">How many of them are wanted now, from the first on; the others may be wanted later.</param>
    /// <param name="cancellationToken">Stops all runs after their current step; their checkpoints stay.</param>
    /// <exception cref="FashionRefException">A run failed (check failed), or the machine cannot go on.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public async Task<IReadOnlyList<GateRun>> RunsAsync(StudySettings model, IReadOnlyList<int> seeds, int first, CancellationToken cancellationToken)
    {
        StudyPlan plan = Plan(model, seeds);
        StudyFolder folder = StudyFolder.Of(artifactsFolder, plan.Study);
        folder.Keep(plan);
        folder.RemoveOthers(plan, InstalledEngines.CodeOf);
        StudyState before = StudyState.Of(plan, folder);

        // Where threads change no bit, runs side by side are quicker than one with several threads.
        int jobs = KnownEngines.HasSameBitsEverywhere(engine) ? threads : 1;
        StudyJobs making = new(plan, folder, root: ".", jobs) { DataFolder = dataFolder, ArtifactsFolder = artifactsFolder };
        await making.MakeAsync(plan.Study.Name, [.. before.Runs.Take(first)], console, cancellationToken).ConfigureAwait(false);
        Dataset data = await DatasetAccess.OpenAsync(dataFolder, artifactsFolder, console, cancellationToken).ConfigureAwait(false);
        byte[] labels = data.Test.Labels.ToArray();
        return [.. StudyState.Of(plan, folder).Runs.Take(first).Select(state => Run(state, folder, labels))];
    }

    /// <summary>The study: its name ends in digits of its plan's hash, so that other seeds have another folder.</summary>
    internal StudyPlan Plan(StudySettings model, IReadOnlyList<int> seeds)
    {
        StudySettings settings = model with { Engine = engine, Threads = KnownEngines.HasSameBitsEverywhere(engine) ? null : threads };
        StudyModels models = new(root: ".");
        Study study = new(Study.CurrentFormat, "seeds", "How accurate is the model, and how much does that depend on the seed?", [new StudyExperiment(model.File is null ? Invariant($"model-{model.Model}") : "model", settings)], SeedList.Format(seeds));
        StudyPlan plan = PlanOf(study);
        return PlanOf(study with { Name = $"seeds-{ExpectationKey.Of(plan.Runs[0].Settings).Stem}-{engine}-{plan.Sha256[..HashDigits]}" });

        StudyPlan PlanOf(Study study) => StudyPlan.Of(study, _ => throw new InvalidOperationException("It has no data folder."), models.At);
    }

    private static GateRun Run(StudyRunState state, StudyFolder folder, byte[] labels) => state.Record is { } record
        ? new GateRun(record, Path.Combine(folder.RunOf(state.Run), StudyResult.RecordName)) { Given = new Answers(labels, StudyResult.ReadLabels(folder.RunOf(state.Run), labels.Length)) }
        : throw new FashionRefException(FaultKind.CheckFailed, Invariant($"Run {state.Run.Number} (seed {state.Run.Settings.Seed}): {state.Message ?? "it was not made"}"));
}
