using FashionRef.Formats.Json;
using static System.FormattableString;

namespace FashionRef.Training.Runs;

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
    /// <exception cref="FashionRefException">It cannot be read, or holds something else; the message says where (bad request).</exception>
    public static RunRecord Read(string path) => JsonFile.Read<RunRecord>(path, Kind, Fault);

    private static string? Fault(RunRecord record)
    {
        RunResult result = record.Result;
        RunEnvironment environment = record.Environment;
        return record switch
        {
            { Format: not RunRecord.CurrentFormat } => $"'format' is '{record.Format}', and must be '{RunRecord.CurrentFormat}'",
            _ when RecordedSettings.Fault(record.Settings) is { } settings => settings,
            _ when result.TestCount < 1 || result.TestCorrect < 0 || result.TestCorrect > result.TestCount =>
                Invariant($"'result' tells of {result.TestCorrect} right answers among {result.TestCount}"),
            _ when !ReportedFigure.IsSame(result.TestAccuracy, (double)result.TestCorrect / result.TestCount) =>
                Invariant($"'result.test_accuracy' is {result.TestAccuracy}, and {result.TestCorrect} of {result.TestCount} were right"),
            _ when !(result.TestLoss >= 0) => Invariant($"'result.test_loss' is {result.TestLoss}, and must not be negative"),
            _ when RecordedHistory.Fault(record.History, record.Settings.Epochs, result) is { } history => history,
            _ when environment.LogicalProcessors < 0 => Invariant($"'environment.logical_processors' is {environment.LogicalProcessors}, and must not be negative"),
            _ when environment.PeakMemoryBytes < 0 => Invariant($"'environment.peak_memory_bytes' is {environment.PeakMemoryBytes}, and must not be negative"),
            _ => null,
        };
    }
}
