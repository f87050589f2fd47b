using static System.FormattableString;

namespace FashionRef.Training.Runs;

/// <summary>A whole run's history as files tell it: what no run can have.</summary>
internal static class RecordedHistory
{
    /// <summary>The first thing that is wrong, or null.</summary>
    /// <param name="history">The epochs.</param>
    /// <param name="epochs">How many the run's settings ask for.</param>
    /// <param name="result">The run's result, which the last epoch's must be.</param>
    public static string? Fault(IReadOnlyList<EpochMetrics> history, int epochs, RunResult result) => history switch
    {
        _ when history.Count != epochs || epochs < 1 => Invariant($"'history' holds {history.Count} epochs, and 'settings.epochs' is {epochs}"),
        _ when history.Index().Any(epoch => epoch.Item.Epoch != epoch.Index + 1) => "the epochs of 'history' are not 1, 2, 3 and so on",
        _ when history.Select(Fault).FirstOrDefault(fault => fault is not null) is { } impossible => impossible,
        _ when !ReportedFigure.IsSame(history[^1].ValAccuracy, result.TestAccuracy) =>
            Invariant($"'result.test_accuracy' is {result.TestAccuracy}, and the last 'val_accuracy' of 'history' is {history[^1].ValAccuracy}"),
        _ when !ReportedFigure.IsSame(history[^1].ValLoss, result.TestLoss) =>
            Invariant($"'result.test_loss' is {result.TestLoss}, and the last 'val_loss' of 'history' is {history[^1].ValLoss}"),
        _ => null,
    };

    private static string? Fault(EpochMetrics epoch)
    {
        bool isPossible = epoch is { Accuracy: >= 0 and <= 1, ValAccuracy: >= 0 and <= 1, Loss: >= 0, ValLoss: >= 0 } && EpochMetrics.IsDuration(epoch.Seconds);
        return isPossible
            ? null
            : Invariant($"epoch {epoch.Epoch} of 'history' has accuracy {epoch.Accuracy}, loss {epoch.Loss}, val_accuracy {epoch.ValAccuracy}, val_loss {epoch.ValLoss} and ")
                + Invariant($"{epoch.Seconds} seconds; accuracies are from 0 to 1, nothing is negative, and no epoch takes more than {EpochMetrics.MostSeconds:N0} seconds");
    }
}
