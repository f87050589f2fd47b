using FashionRef.Data;
using FashionRef.Evaluation;
using FashionRef.Gate.Reference;
using FashionRef.Training;
using FashionRef.Training.Runs;
using static System.FormattableString;

namespace FashionRef.Report.Page;

/// <summary>Sentences about one run's figures, all computed from the run.</summary>
internal static class RunObservations
{
    private const int Listed = 3;
    private const double Sure = 0.9;

    /// <summary>About the training.</summary>
    /// <param name="run">The run.</param>
    public static IReadOnlyList<string> OfTraining(ReportedRun run)
    {
        RunRecord record = run.Record;
        SeedHistory notebook = Notebook.Of(record.Settings.Model).History;
        return [BestEpoch(record.History, notebook), Gap(record.History[^1], notebook), Loss(record.History)];
    }

    /// <summary>About its mistakes.</summary>
    /// <param name="run">The run.</param>
    public static IReadOnlyList<string> OfMistakes(ReportedRun run) =>
    [
        .. new[] { HardestClasses(run.Predictions.Confusion), Confusions(run.Predictions.Confusion), SureMistakes(run.Predictions) }.OfType<string>(),
    ];

    /// <summary>That it has collapsed; null when it has not.</summary>
    /// <param name="run">The run.</param>
    public static string? Collapse(ReportedRun run) => run.Record.Result.TestAccuracy < Expectation.CollapsedBelow
        ? $"The run has collapsed: a test accuracy below {PageText.Figure(Expectation.CollapsedBelow)} means that it predicts one class or few for every image."
        : null;

    private static string BestEpoch(IReadOnlyList<EpochMetrics> history, SeedHistory notebook)
    {
        EpochMetrics best = history.MaxBy(epoch => epoch.ValAccuracy)!;
        double lost = best.ValAccuracy - history[^1].ValAccuracy;
        string last = best.Epoch == history.Count ? "which is the last"
            : lost == 0 ? "and the last has the same"
            : $"{PageText.Distance(lost)} above the last";
        (int epoch, double accuracy) = notebook.ValAccuracy.Index().MaxBy(pair => pair.Item);
        return Invariant(
            $"The best epoch by validation accuracy is epoch {best.Epoch} of {history.Count} ({best.ValAccuracy:F4}), {last}. In the notebook it is epoch {epoch + 1} of {notebook.ValAccuracy.Count} ({accuracy:F4}).");
    }

    private static string Gap(EpochMetrics last, SeedHistory notebook)
    {
        double gap = last.Accuracy - last.ValAccuracy;
        double notebooks = notebook.Accuracy[^1] - notebook.ValAccuracy[^1];
        return Invariant(
            $"In the last epoch training accuracy is {last.Accuracy:F4} and validation accuracy {last.ValAccuracy:F4}, a gap of {PageText.Distance(gap)}. The notebook's gap is {PageText.Distance(notebooks)}.");
    }

    private static string Loss(IReadOnlyList<EpochMetrics> history)
    {
        EpochMetrics lowest = history.MinBy(epoch => epoch.ValLoss)!;
        EpochMetrics last = history[^1];
        return lowest.Epoch < last.Epoch && last.ValLoss > lowest.ValLoss && last.Loss < lowest.Loss
            ? Invariant(
                $"Validation loss is lowest in epoch {lowest.Epoch} ({lowest.ValLoss:F4}). At the end it is {last.ValLoss:F4}, though training loss has gone down from {lowest.Loss:F4} to {last.Loss:F4}: the run overfits.")
            : lowest.Epoch == last.Epoch ? Invariant($"Validation loss is lowest in epoch {lowest.Epoch} ({lowest.ValLoss:F4}), the last.")
            : Invariant($"Validation loss is lowest in epoch {lowest.Epoch} ({lowest.ValLoss:F4}); in the last epoch it is {last.ValLoss:F4}.");
    }

    private static string HardestClasses(ConfusionMatrix matrix)
    {
        IEnumerable<string> hardest = Enumerable.Range(0, matrix.Classes)
            .Where(label => matrix.Actual(label) > 0)
            .OrderBy(label => Recall(matrix, label))
            .Take(Listed)
            .Select(label => Invariant($"{FashionMnist.ClassNames[label]} ({100 * Recall(matrix, label):F1} % recognized)"));
        return $"The hardest classes are {PageText.And([.. hardest])}.";
    }

    private static double Recall(ConfusionMatrix matrix, int label) => (double)matrix[label, label] / matrix.Actual(label);

    private static string Confusions(ConfusionMatrix matrix)
    {
        string[] frequent =
        [
            .. from actual in Enumerable.Range(0, matrix.Classes)
               from predicted in Enumerable.Range(0, matrix.Classes)
               where actual != predicted && matrix[actual, predicted] > 0
               orderby matrix[actual, predicted] descending
               select Invariant($"{FashionMnist.ClassNames[actual]} taken for {FashionMnist.ClassNames[predicted]} ({Times(matrix[actual, predicted])})"),
        ];
        return frequent.Length == 0 ? "No class was taken for another." : $"Most frequent: {PageText.And([.. frequent.Take(Listed)])}.";
    }

    private static string Times(int count) => count == 1 ? "once" : Invariant($"{count:N0} times");

    private static string? SureMistakes(Predictions predictions)
    {
        int[] wrong = [.. Enumerable.Range(0, predictions.Count).Where(image => !predictions.IsRight(image))];
        int sure = wrong.Count(image => predictions.Confidence(image) >= Sure);
        return wrong.Length == 0
            ? null
            : Invariant($"Of {wrong.Length:N0} wrong answers {sure:N0} have a probability of {Sure} or more.");
    }
}
