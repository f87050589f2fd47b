using FashionRef.Data;
using FashionRef.Engines;
using FashionRef.Evaluation;
using FashionRef.Gate.Baselines;
using FashionRef.Gate.Checks;
using FashionRef.Gate.Curves;
using FashionRef.Gate.Reference;
using FashionRef.Gate.Runs;
using FashionRef.Models;
using FashionRef.Training;
using FashionRef.Training.Compiled;
using FashionRef.Training.Runs;

namespace FashionRef.Gate;

/// <summary>The gate for one model: its checks and their order.</summary>
/// <param name="reference">What the runs are compared with.</param>
/// <param name="baselines">The folder of baselines.</param>
/// <param name="requiresBaseline">Whether a run without a baseline fails.</param>
/// <param name="acceptance">The commands that accept a change, for its reports; null for none.</param>
/// <param name="trainingImages">Fashion-MNIST's, to judge what training was given; null where they are not at hand.</param>
public sealed class ModelGate(
    GateReference reference, string baselines, bool requiresBaseline, AcceptanceCommands? acceptance = null, ImageSet? trainingImages = null)
{
    /// <summary>The most runs of a model that are judged together.</summary>
    public const int MostRuns = 20;

    private readonly Expectation _expectation = reference.Expectation;
    private readonly FeedCheck _feed = new(trainingImages);
    private readonly AcceptanceCommands _acceptance = acceptance ?? AcceptanceCommands.None;
    private readonly RecordCheck _record = new(reference.Expectation, reference.Model, reference.File?.Compiled.Optimizer.Rate.Initial ?? Notebook.LearningRate);
    private readonly HistoryCheck _history = new(reference.Runs.Runs);

    /// <summary>The notebook's model with the same kinds of layers in the same order as another; null where neither has.</summary>
    /// <param name="model">Any model.</param>
    public static int? NumberOf(BuiltModel model) => Architecture.NumberOf(model);

    /// <summary>What <see cref="NumberOf"/> compares, for a message.</summary>
    /// <param name="model">Any model.</param>
    public static IReadOnlyList<string> KindsOfLayers(BuiltModel model) => Architecture.Kinds(model);

    /// <summary>Judges runs of the model.</summary>
    /// <param name="runs">One run, or several of different seeds.</param>
    /// <param name="look">How often right runs may fail; null for the only look.</param>
    /// <returns>The checks made, in order; a failure that makes the others meaningless ends them.</returns>
    /// <exception cref="FashionRefException">A file that a check needs cannot be read (bad request).</exception>
    public IReadOnlyList<GateCheck> Judge(IReadOnlyList<GateRun> runs, GateLook? look = null)
    {
        ArgumentNullException.ThrowIfNull(runs);

        // Stryker disable once Linq : takes the property for Linq's method, which does not compile.
        ArgumentOutOfRangeException.ThrowIfZero(runs.Count);
        GateCheck[] failures = [.. runs.Select(_record.Failure).OfType<GateCheck>()];
        if (failures.Length > 0)
        {
            // Report all faults of the files at once, not one per run of the gate.
            return [.. failures, .. HistoryFailures(runs)];
        }

        // By its content each is of the expectation's model, whatever its file was called.
        runs = [.. runs.Select(run => run with { Record = run.Record with { Settings = run.Record.Settings with { File = _expectation.File } } })];
        GateCheck record = CheckSubject.Of(CheckKind.Record, runs).Passed(
            FormattableString.Invariant($"{reference.Model.ParameterCount:N0} parameters"), $"Fashion-MNIST, the {(_expectation.File is null ? "notebook" : "model file")}'s settings");
        return [record, .. runs.Count == 1 ? JudgeOne(runs[0], look ?? GateLook.Once) : JudgeSeveral(runs, look ?? GateLook.Once)];
    }

    /// <summary>Judges a model without weights: whether it is the expectation's, before it is trained.</summary>
    /// <param name="path">Its file.</param>
    /// <param name="file">What it holds.</param>
    /// <returns>The failed check; null where it is the expectation's.</returns>
    public GateCheck? Judge(string path, CompiledFile file) => new ModelFileCheck(reference).OfSource(path, file);

    /// <summary>Judges a model file: alone by its layers, what it tells of its training, and its answers; as the model of a run that is judged itself by whether it is that.</summary>
    /// <param name="file">The file.</param>
    /// <returns>The checks made, in order.</returns>
    public IEnumerable<GateCheck> Judge(TrainedFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        ModelFileCheck check = new(reference);
        AccuracyCheck accuracy = new(_expectation, acceptance: "");
        yield return check.Of(file);
        if (file.Run is not null)
        {
            yield break;
        }

        yield return accuracy.OfCollapsed(check.SubjectOf(CheckKind.CollapsedRuns), [("the model", file.Accuracy)]);
        if (Expectation.HasLearned(file.Accuracy))
        {
            yield return accuracy.Of(check.SubjectOf(CheckKind.Accuracy), file.Accuracy);
        }
    }

    private IEnumerable<GateCheck> JudgeOne(GateRun run, GateLook look)
    {
        RunSettings settings = run.Record.Settings;
        BaselineCheck check = new(_acceptance.OfBaseline(settings));
        Baseline? baseline = BaselineOf(run);
        GateCheck bits = baseline is null ? check.OfNone(run, BaselinePath(settings), requiresBaseline) : Bits(run, baseline);
        yield return bits;

        // The hash of the weights is only a claim of the record: it replaces the statistics, but not the checks of the rest.
        GateCheck[] history = History([run]);
        yield return history[0];
        if (history[0].Verdict == CheckVerdict.Failed)
        {
            yield break;
        }

        GateCheck feed = _feed.Of([run])[0];
        yield return feed;
        if (feed.Verdict == CheckVerdict.Failed || bits.Verdict == CheckVerdict.Passed)
        {
            yield break;
        }

        // If other bits are a failure, the other checks show whether they can be accepted.
        foreach (GateCheck curve in Curves([run], look))
        {
            yield return curve;
        }

        if (baseline is not null && !BaselineCheck.HasWeightsOf(run, baseline))
        {
            // They only inform: a run that has failed already needs none.
            if (bits.Verdict == CheckVerdict.Failed && !run.HasAnswers)
            {
                yield return BaselineCheck.OfNoAnswers(run);
                yield break;
            }

            Answers answers = run.Answers();
            yield return BaselineCheck.OfAnswers(run, answers, baseline);
            yield return BaselineCheck.OfRecalls(run, answers, baseline);
        }
    }

    // The check that decides is chosen from the records: results must not choose how they are judged.
    private IEnumerable<GateCheck> Curves(IReadOnlyList<GateRun> runs, GateLook look)
    {
        string acceptance = _acceptance.OfExpectation(_expectation, runs[0].Record.Settings);
        AccuracyCheck accuracy = new(_expectation, acceptance);
        yield return accuracy.OfCollapsed(runs);
        GateRun[] learned = [.. runs.Where(run => run.HasLearned)];
        TierChoice tier = TierChoice.Of(runs, reference, knowsFeed: trainingImages is not null);
        UnpairedCheck unpaired = new(reference, look, acceptance);
        if (learned.Length == 0)
        {
            yield break;
        }

        if (tier.IsPaired)
        {
            yield return new PairedCheck(reference, look, acceptance).Of(learned) with { Curves = CurveBand.OfAlike(reference, learned) };
        }
        else if (unpaired.CanDecide(runs))
        {
            foreach (GateCheck outlier in accuracy.OfOutliers(learned))
            {
                yield return outlier;
            }

            yield return unpaired.Of(learned, tier.WhyUnpaired!) with { Curves = CurveBand.OfOtherSeeds(reference, learned) };
        }
        else
        {
            foreach (GateRun run in learned)
            {
                yield return accuracy.Of(run, learned.Length, tier.WhyUnpaired!) with { Curves = CurveBand.OfOtherSeeds(reference, [run]) };
            }
        }
    }

    private IEnumerable<GateCheck> JudgeSeveral(IReadOnlyList<GateRun> runs, GateLook look)
    {
        GateCheck distinct = DistinctRunsCheck.Of(runs);
        yield return distinct;

        // An engine's guarantee holds for every run, also among several.
        foreach (GateRun run in runs.Where(run => KnownEngines.HasSameBitsEverywhere(run.Record.Settings.Engine)))
        {
            if (BaselineOf(run) is { } baseline)
            {
                yield return Bits(run, baseline);
            }
        }

        GateCheck[] history = History(runs);
        foreach (GateCheck check in history)
        {
            yield return check;
        }

        if (history.Append(distinct).Any(check => check.Verdict == CheckVerdict.Failed))
        {
            yield break;
        }

        IReadOnlyList<GateCheck> feed = _feed.Of(runs);
        foreach (GateCheck check in feed)
        {
            yield return check;
        }

        if (feed.Any(check => check.Verdict == CheckVerdict.Failed))
        {
            yield break;
        }

        foreach (GateCheck check in Curves(runs, look))
        {
            yield return check;
        }
    }

    private string? BaselinePath(RunSettings settings) => settings.IsOwn ? BaselineFile.PathOf(baselines, settings) : null;

    private Baseline? BaselineOf(GateRun run) =>
        BaselinePath(run.Record.Settings) is { } path ? BaselineFile.ReadIfThere(path, run.Record.Settings) : null;

    private GateCheck Bits(GateRun run, Baseline baseline) => KnownEngines.HasSameBitsEverywhere(run.Record.Settings.Engine)
        ? new PromisedBitsCheck(_acceptance.OfBaseline(run.Record.Settings)).Of(run, baseline)
        : BaselineCheck.OfBits(run, baseline);

    private GateCheck[] History(IReadOnlyList<GateRun> runs) => HistoryFailures(runs) is { Length: > 0 } failures
        ? failures
        : [CheckSubject.Of(CheckKind.History, runs).Passed(HistoryCheck.Figure(runs), "finite, falling, not perfect")];

    private GateCheck[] HistoryFailures(IReadOnlyList<GateRun> runs) => [.. runs.Select(_history.Failure).OfType<GateCheck>()];
}
