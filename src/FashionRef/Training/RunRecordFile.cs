using FashionRef.Models;
using static System.FormattableString;

namespace FashionRef.Training;

/// <summary>Reads the record of a run that this program has made.</summary>
public static class RunRecordFile
{
    private static readonly JsonFileKind Kind = new(
        "run's record",
        "record of a run of this program",
        "Train first, for example: dotnet cake --target=Train.",
        "The command 'train' writes one.");

    /// <summary>Reads a record and checks that it makes sense.</summary>
    /// <param name="path">A run.json.</param>
    /// <exception cref="FashionRefException">It cannot be read, or holds something else; the message says where (exit code 2).</exception>
    public static RunRecord Read(string path) => JsonFile.Read<RunRecord>(path, Kind, Fault);

    private static string? Fault(RunRecord record)
    {
        RunSettings settings = record.Settings;
        RunResult result = record.Result;
        return record switch
        {
            { Format: not RunRecord.CurrentFormat } => $"'format' is '{record.Format}', and must be '{RunRecord.CurrentFormat}'",
            _ when !NotebookModels.Numbers.Contains(settings.Model) =>
                Invariant($"'settings.model' is {settings.Model}; legal are {string.Join(" and ", NotebookModels.Numbers)}"),
            _ when settings.Seed is < 0 or > SplitMix64.LargestSeed =>
                Invariant($"'settings.seed' is {settings.Seed}; legal are 0 to {SplitMix64.LargestSeed}"),
            _ when settings.BatchSize < 1 || settings.Threads < 1 || !(settings.LearningRate > 0) => Invariant(
                $"'settings' tells of batches of {settings.BatchSize}, {settings.Threads} threads and a learning rate of {settings.LearningRate}; all must be above 0"),
            _ when string.IsNullOrWhiteSpace(settings.Engine) => $"'settings.engine' is '{settings.Engine}', and must be an engine's name",
            _ when settings.Epochs < 1 || record.History.Count != settings.Epochs =>
                Invariant($"'history' holds {record.History.Count} epochs, and 'settings.epochs' is {settings.Epochs}"),
            _ when record.History.Index().Any(epoch => epoch.Item.Epoch != epoch.Index + 1) => "the epochs of 'history' are not 1, 2, 3 and so on",
            _ when result.TestCount < 1 || result.TestCorrect < 0 || result.TestCorrect > result.TestCount =>
                Invariant($"'result' tells of {result.TestCorrect} right answers among {result.TestCount}"),
            _ when !ReportedFigure.IsSame(result.TestAccuracy, (double)result.TestCorrect / result.TestCount) =>
                Invariant($"'result.test_accuracy' is {result.TestAccuracy}, and {result.TestCorrect} of {result.TestCount} were right"),
            _ when !(result.TestLoss >= 0) => Invariant($"'result.test_loss' is {result.TestLoss}, and must not be negative"),
            _ when record.History.Select(Fault).FirstOrDefault(fault => fault is not null) is { } impossible => impossible,
            _ when !ReportedFigure.IsSame(record.History[^1].ValAccuracy, result.TestAccuracy) =>
                Invariant($"'result.test_accuracy' is {result.TestAccuracy}, and the last 'val_accuracy' of 'history' is {record.History[^1].ValAccuracy}"),
            _ when !ReportedFigure.IsSame(record.History[^1].ValLoss, result.TestLoss) =>
                Invariant($"'result.test_loss' is {result.TestLoss}, and the last 'val_loss' of 'history' is {record.History[^1].ValLoss}"),
            _ => null,
        };
    }

    private static string? Fault(EpochMetrics epoch)
    {
        bool isPossible = epoch is { Accuracy: >= 0 and <= 1, ValAccuracy: >= 0 and <= 1, Loss: >= 0, ValLoss: >= 0 } && EpochMetrics.IsDuration(epoch.Seconds);
        return isPossible
            ? null
            : Invariant($"epoch {epoch.Epoch} of 'history' has accuracy {epoch.Accuracy}, loss {epoch.Loss}, val_accuracy {epoch.ValAccuracy}, val_loss {epoch.ValLoss} and ")
                + Invariant($"{epoch.Seconds} seconds; accuracies are from 0 to 1, nothing is negative, and no epoch takes more than {EpochMetrics.MostSeconds:N0} seconds");
    }
}
