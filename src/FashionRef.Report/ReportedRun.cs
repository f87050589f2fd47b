using FashionRef.Data;
using FashionRef.Engines;
using FashionRef.Evaluation;
using FashionRef.Formats;
using FashionRef.Models;
using FashionRef.Training;
using FashionRef.Training.Runs;
using static System.FormattableString;

namespace FashionRef.Report;

/// <summary>A trained run as the report tells of it.</summary>
/// <param name="Folder">Where its files stand.</param>
/// <param name="Record">Settings, result, history, hashes and machine.</param>
/// <param name="Predictions">All that the trained model said of the test images.</param>
/// <param name="Model">The model.</param>
/// <param name="Weights">Its trained weights, in Keras' order, names and layouts.</param>
public sealed record ReportedRun(
    RunFolder Folder, RunRecord Record, Predictions Predictions, BuiltModel Model, IReadOnlyList<WeightValues> Weights)
{
    /// <summary>
    /// The model and the seed, for example <c>Model-1, seed 1</c>; behind them, in the words of the options, an engine that is not the
    /// plain reference, and a loss or a shuffle that is not the notebook's.
    /// </summary>
    public string Title
    {
        get
        {
            RunSettings settings = Record.Settings;
            string engine = settings.Engine == KnownEngines.Torch ? "" : $", {OutsideText.Line(settings.Engine)}";
            string loss = settings.Loss == CrossEntropy.OfLogits ? "" : $", {CrossEntropyName.Of(settings.Loss)}";
            string shuffle = settings.Shuffle == Shuffle.Anew ? "" : $", {ShuffleName.Of(settings.Shuffle)}";
            return Invariant($"{settings.ModelTitle}, seed {settings.Seed}{engine}{loss}{shuffle}");
        }
    }

    /// <summary>A run that has just come to its end.</summary>
    /// <param name="folder">Where its files go.</param>
    /// <param name="run">The run.</param>
    /// <param name="record">Its record.</param>
    /// <param name="test">The test set that it was judged by.</param>
    public static ReportedRun Of(RunFolder folder, CompletedRun run, RunRecord record, ImageSet test)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(test);
        return new ReportedRun(folder, record, Predictions.Of(test.Labels, run.Test), run.Model, run.State.Weights);
    }

    /// <summary>Reads a run's files and checks them against each other.</summary>
    /// <param name="recordFile">The run's run.json; the other files stand beside it.</param>
    /// <exception cref="FashionRefException">
    /// A file is missing or holds something else, or they are of different runs; the message says where (bad request).
    /// </exception>
    public static ReportedRun Read(string recordFile)
    {
        RunRecord record = RunRecordFile.Read(recordFile);
        RunFolder folder = new(Path.GetDirectoryName(recordFile) is { Length: > 0 } root ? root : ".") { Record = recordFile };
        Predictions predictions = PredictionsFile.Read(folder.Predictions, record.Result.TestCount);
        if (predictions.RightCount != record.Result.TestCorrect)
        {
            throw OfDifferentRuns(Invariant(
                $"'{folder.Predictions}' holds {predictions.RightCount} right answers, and '{recordFile}' beside it tells of {record.Result.TestCorrect}."));
        }

        BuiltModel model = NotebookModels.Get(record.Settings.Model).Build();
        IReadOnlyList<WeightValues> weights = KerasWeights.Load(SafetensorsFile.Read(folder.Weights), model, folder.Weights);
        string hash = Float32Bytes.Sha256(weights);
        return hash == record.Sha256.TrainedWeights
            ? new ReportedRun(folder, record, predictions, model, weights)
            : throw OfDifferentRuns(
                $"'{folder.Weights}' holds weights with the SHA-256 {hash}, and '{recordFile}' beside it tells of {record.Sha256.TrainedWeights}.");
    }

    private static FashionRefException OfDifferentRuns(string what) => new(
        FaultKind.BadRequest, $"{what} They are of different runs.")
    { Remedy = Remedy.TrainAnew };
}
