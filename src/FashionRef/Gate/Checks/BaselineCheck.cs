using FashionRef.Data;
using FashionRef.Evaluation;
using FashionRef.Gate.Baselines;
using FashionRef.Gate.Reference;
using FashionRef.Gate.Runs;
using FashionRef.Training;
using MathNet.Numerics.Distributions;
using static System.FormattableString;

namespace FashionRef.Gate.Checks;

/// <summary>A run against the stored run of the same seed.</summary>
/// <param name="expectation">How far two right runs may be apart.</param>
/// <param name="acceptance">The command that would renew the baseline.</param>
internal sealed class BaselineCheck(Expectation expectation, string acceptance)
{
    /// <summary>Where no baseline is: a failure when one was asked for.</summary>
    /// <param name="run">The run.</param>
    /// <param name="path">Where the baseline would stand.</param>
    /// <param name="isRequired">Whether one was asked for.</param>
    public GateCheck OfNone(GateRun run, string path, bool isRequired)
    {
        CheckSubject subject = CheckSubject.Of(CheckKind.SameBits, run);
        return isRequired
            ? subject.Failed("no baseline", "a baseline", $"A baseline was asked for, and '{path}' is not there.", [], acceptance)
            : subject.NotNeeded("no baseline", $"'{path}' is not there, and none was asked for.");
    }

    /// <summary>Whether the trained weights have the same bits; of an engine whose bits hang on the machine, others are no failure.</summary>
    public static GateCheck OfBits(GateRun run, Baseline baseline)
    {
        CheckSubject subject = CheckSubject.Of(CheckKind.SameBits, run);
        string found = ShortHash.Of(run.Record.Sha256.TrainedWeights);
        string stored = ShortHash.Of(baseline.TrainedWeights);
        if (run.Record.Sha256.TrainedWeights is { } hash && hash == baseline.TrainedWeights)
        {
            RunResult result = run.Record.Result;
            return result.TestCorrect == baseline.Result.TestCorrect
                ? subject.Passed(found, stored)
                : subject.Failed(
                    Invariant($"{result.TestCorrect} right"),
                    Invariant($"{baseline.Result.TestCorrect} right"),
                    $"The weights are the baseline's ({stored}), and the right answers are not: what judges the weights has changed.",
                    []);
        }

        return subject.NotNeeded(found, baseline.IsOfSameEnvironment(run.Record)
            ? $"The baseline's weights are {stored}, and engine, processor and settings are the same: what is computed has changed. The checks below judge whether it is as good."
            : "The baseline is not known to be of the same processor, libraries and number of threads, so other bits are no surprise.");
    }

    /// <summary>
    /// The right answers lost and won. McNemar's exact test (a binomial one of the answers that changed) tells whether more than luck of
    /// the images is behind them; but two right runs differ by more than that, so a failure needs a difference that these do not have.
    /// </summary>
    public GateCheck OfAnswers(GateRun run, Answers answers, Baseline baseline)
    {
        CheckSubject subject = CheckSubject.Of(CheckKind.Answers, run);
        Answers stored = baseline.Answers;
        int lost = Enumerable.Range(0, FashionMnist.TestCount).Count(image => stored.IsRight(image) && !answers.IsRight(image));
        int won = Enumerable.Range(0, FashionMnist.TestCount).Count(image => !stored.IsRight(image) && answers.IsRight(image));
        string figure = Invariant($"{lost} lost, {won} won, p = {McNemar(lost, won):G2}");
        string bound = Invariant($"at most {expectation.AnswersApart} apart");
        return Math.Abs(lost - won) <= expectation.AnswersApart
            ? subject.Passed(figure, bound)
            : subject.Failed(
                figure,
                bound,
                Invariant($"Two right runs are further than {expectation.AnswersApart} answers apart once in {1 / FalseAlarms.SharedByTwo:N0} times at most."),
                lost > won ? LikelyCauses.OfLowAccuracy : LikelyCauses.OfHighAccuracy,
                acceptance);
    }

    /// <summary>The recall of each class.</summary>
    public GateCheck OfRecalls(GateRun run, Answers answers, Baseline baseline)
    {
        CheckSubject subject = CheckSubject.Of(CheckKind.Recalls, run);
        Answers stored = baseline.Answers;
        (int Label, double Change, double Legal)[] changes =
        [
            .. expectation.RecallsApart.Select((legal, label) => (label, answers.Recall(label) - stored.Recall(label), legal)),
        ];
        (int worst, double change, double bound) = changes.MaxBy(change => Math.Abs(change.Change) / change.Legal);
        string figure = Invariant($"{FashionMnist.ClassNames[worst]} {change:+0.000;-0.000;0.000}");
        string legal = Invariant($"at most {bound:F3} apart");
        return Math.Abs(change) <= bound
            ? subject.Passed(figure, legal)
            : subject.Failed(
                figure,
                legal,
                Invariant($"The recall of {FashionMnist.ClassNames[worst]} was {stored.Recall(worst):F3} and is {answers.Recall(worst):F3}."),
                change < 0 ? LikelyCauses.OfLowAccuracy : LikelyCauses.OfHighAccuracy,
                acceptance);
    }

    /// <summary>The probability of a split at least as uneven when a changed answer is as likely lost as won (McNemar, 1947; exact).</summary>
    /// <param name="lost">Answers that were right and are wrong.</param>
    /// <param name="won">Answers that were wrong and are right.</param>
    public static double McNemar(int lost, int won) =>
        lost + won == 0 ? 1 : Math.Min(1, 2 * Binomial.CDF(0.5, lost + won, Math.Min(lost, won)));
}
