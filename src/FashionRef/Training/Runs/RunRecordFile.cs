using FashionRef.Formats.Json;
using static System.FormattableString;

namespace FashionRef.Training.Runs;

/// <summary>Reads the record of a run of this program, in which nothing may be missing.</summary>
public static class RunRecordFile
{
    private static readonly JsonFileKind Kind = new(
        "run's record",
        "record of a run of this program",
        "Training writes one.",
        "The command 'train' writes one.",
        Remedy.Train);

    /// <summary>Reads a record and checks that it makes sense.</summary>
    /// <param name="path">A run.json.</param>
    /// <exception cref="FashionRefException">It cannot be read, or holds something else; the message says where (bad request).</exception>
    public static RunRecord Read(string path) => JsonFile.Read<RunRecord>(path, Kind, Fault);

    private static string? Fault(RunRecord record)
    {
        RunResult result = record.Result;
        return record switch
        {
            { Format: not RunRecord.CurrentFormat } => $"'format' is '{record.Format}', but must be '{RunRecord.CurrentFormat}'",
            { Environment: null } => "it lacks 'environment'",
            { Sha256.InitialWeights: null } => "sha256 lacks 'initial_weights'",
            { Sha256.TrainedWeights: null } => "sha256 lacks 'trained_weights'",
            { Sha256.TestLogits: null } => "sha256 lacks 'test_logits'",
            _ when FieldFault.InOneSentence(RecordedSettings.Faults(record.Settings)) is { } settings => settings,
            _ when result.TestCount < 1 || result.TestCorrect < 0 || result.TestCorrect > result.TestCount =>
                Invariant($"'result' has {result.TestCorrect} correct predictions of {result.TestCount}"),
            _ when !ReportedFigure.IsSame(result.TestAccuracy, (double)result.TestCorrect / result.TestCount) =>
                Invariant($"'result.test_accuracy' is {result.TestAccuracy}, but {result.TestCorrect} of {result.TestCount} were correct"),
            _ when FieldFault.InOneSentence(RecordedHistory.Faults(record.History, record.Settings.Epochs, result)) is { } history => history,
            { Environment: { LogicalProcessors: < 0 } environment } => Invariant($"'environment.logical_processors' is {environment.LogicalProcessors}, but must not be negative"),
            { Environment: { PeakMemoryBytes: < 0 } environment } => Invariant($"'environment.peak_memory_bytes' is {environment.PeakMemoryBytes}, but must not be negative"),
            _ => null,
        };
    }
}
