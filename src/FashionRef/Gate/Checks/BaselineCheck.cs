using FashionRef.Data;
using FashionRef.Engines;
using FashionRef.Evaluation;
using FashionRef.Gate.Baselines;
using FashionRef.Gate.Runs;
using FashionRef.Training.Runs;
using static System.FormattableString;

namespace FashionRef.Gate.Checks;

/// <summary>A run against the stored run of the same seed.</summary>
/// <param name="acceptance">The command that would renew the baseline.</param>
internal sealed class BaselineCheck(string acceptance)
{
    private const string None = "no baseline";

    /// <summary>The check without a baseline: a failure if one was required.</summary>
    /// <param name="run">The run.</param>
    /// <param name="path">The baseline's file; null if the run can have none.</param>
    /// <param name="isRequired">Whether a baseline is required.</param>
    public GateCheck OfNone(GateRun run, string? path, bool isRequired)
    {
        CheckSubject subject = CheckSubject.Of(CheckKind.SameBits, run);
        string fact = path is null
            ? $"'{run.Record.Settings.Engine}' is not an engine of this program ({string.Join(", ", KnownEngines.Names)}): only their runs have baselines"
            : $"'{path}' does not exist";
        return isRequired
            ? subject.Failed(None, "a baseline", $"A baseline is required, but {fact}.", [], acceptance)
            : subject.NotNeeded(None, $"{fact}, and none is required.");
    }

    /// <summary>
    /// Whether the trained weights have the same bits; for an engine whose bits depend on the machine, other bits are no failure.
    /// </summary>
    public static GateCheck OfBits(GateRun run, Baseline baseline)
    {
        CheckSubject subject = CheckSubject.Of(CheckKind.SameBits, run);
        string found = ShortHash.Of(run.Record.Sha256.TrainedWeights);
        string stored = ShortHash.Of(baseline.TrainedWeights);
        if (HasWeightsOf(run, baseline))
        {
            return OfFigures(run, baseline, acceptance: "");
        }

        MachineComparison machines = MachineComparison.Of(run.Record, baseline);
        return subject.NotNeeded(found, $"The baseline's weights are {stored}{Judgement(machines)}. The checks below judge whether these are as good.");

        static string Judgement(MachineComparison machines) => machines switch
        {
            { IsSame: true } => ", but engine, processor and settings are the same: the computation has changed",
            { Differences.Count: > 0 } => $". Other bits are expected: another {string.Join("; another ", machines.Differences)}",
            _ => $". Whether other bits are expected is unknown: the record lacks {string.Join(", ", machines.Missing)}",
        };
    }

    /// <summary>Whether a run's record has the hash of the baseline's trained weights.</summary>
    public static bool HasWeightsOf(GateRun run, Baseline baseline) =>
        run.Record.Sha256.TrainedWeights is { } hash && hash == baseline.TrainedWeights;

    /// <summary>A run with the baseline's weights must have all of the baseline's figures too.</summary>
    /// <param name="run">The run.</param>
    /// <param name="baseline">The stored run of the same seed and settings.</param>
    /// <param name="acceptance">The command that would accept other figures.</param>
    public static GateCheck OfFigures(GateRun run, Baseline baseline, string acceptance)
    {
        CheckSubject subject = CheckSubject.Of(CheckKind.SameBits, run);
        string stored = ShortHash.Of(baseline.TrainedWeights);
        FieldFault[] faults = [.. StoredFigures.Faults(run.Record, baseline)];
        return faults.Length == 0
            ? subject.Passed(stored, stored)
            : subject.Failed(
                $"The weights are the baseline's ({stored}), but other figures are not: prediction or evaluation has changed, or '{run.RecordFile}' mixes two runs. There",
                faults,
                acceptance);
    }

    /// <summary>
    /// The correct predictions lost and gained, for information. McNemar's exact test (a binomial test of the changed predictions) shows whether
    /// the change is more than chance in the images; but runs of right programs differ by more than that.
    /// </summary>
    public static GateCheck OfAnswers(GateRun run, Answers answers, Baseline baseline)
    {
        Answers stored = baseline.Answers;
        int lost = Enumerable.Range(0, FashionMnist.TestCount).Count(image => stored.IsRight(image) && !answers.IsRight(image));
        int won = Enumerable.Range(0, FashionMnist.TestCount).Count(image => !stored.IsRight(image) && answers.IsRight(image));
        double p = McNemarTest.Of(lost, won);
        return CheckSubject.Of(CheckKind.Answers, run).NotNeeded(Invariant($"{lost} lost, {won} won, p = {p:G2}"), "For information.") with
        {
            Measure = new("right_answers_won", won - lost, P: p),
        };
    }

    /// <summary>The same of a run whose predictions are not there.</summary>
    public static GateCheck OfNoAnswers(GateRun run) => CheckSubject.Of(CheckKind.Answers, run).NotNeeded(
        "no predictions", $"'{run.PredictionsPath}' does not exist: which answers have changed was not looked at.");

    /// <summary>The class whose recall differs most, for information.</summary>
    public static GateCheck OfRecalls(GateRun run, Answers answers, Baseline baseline)
    {
        (int worst, double change) = Enumerable.Range(0, FashionMnist.ClassNames.Count)
            .Select(label => (label, Change: answers.Recall(label) - baseline.Answers.Recall(label)))
            .MaxBy(change => Math.Abs(change.Change));
        return CheckSubject.Of(CheckKind.Recalls, run).NotNeeded(Invariant($"{FashionMnist.ClassNames[worst]} {change:+0.000;-0.000;0.000}"), "For information: the class whose recall differs most.") with
        {
            Measure = new("recall_won", change),
        };
    }
}
