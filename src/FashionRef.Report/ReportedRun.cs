using FashionRef.Data;
using FashionRef.Engines;
using FashionRef.Evaluation;
using FashionRef.Formats;
using FashionRef.Models;
using FashionRef.Training;
using FashionRef.Training.Runs;
using static System.FormattableString;

namespace FashionRef.Report;

/// <summary>A trained run for the report.</summary>
/// <param name="Folder">Its folder.</param>
/// <param name="Record">Settings, result, history, hashes and machine.</param>
/// <param name="Predictions">Its predictions for the test images.</param>
/// <param name="Model">The model.</param>
/// <param name="Weights">Its trained weights, in Keras' order, names and layouts.</param>
public sealed record ReportedRun(
    RunFolder Folder, RunRecord Record, Predictions Predictions, BuiltModel Model, IReadOnlyList<WeightValues> Weights)
{
    /// <summary>
    /// The model and the seed, for example <c>Model-1, seed 1</c>; followed by the engine if it is not the
    /// plain reference, and a loss or a shuffle that is not the notebook's, named as in the options.
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

    /// <summary>A run that has just finished.</summary>
    /// <param name="folder">Its folder.</param>
    /// <param name="run">The run.</param>
    /// <param name="record">Its record.</param>
    /// <param name="test">The test set that it was evaluated on.</param>
    public static ReportedRun Of(RunFolder folder, CompletedRun run, RunRecord record, ImageSet test)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(test);
        return new ReportedRun(folder, record, Predictions.Of(test.Labels, run.Test), run.Model, run.State.Weights);
    }

    /// <summary>Reads a run's files and checks them against each other.</summary>
    /// <param name="recordFile">The run's run.json; the other files are beside it.</param>
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
                $"'{folder.Predictions}' has {predictions.RightCount} correct predictions, but '{recordFile}' beside it says {record.Result.TestCorrect}."));
        }

        BuiltModel model = NotebookModels.Get(record.Settings.Model).Build();
        IReadOnlyList<WeightValues> weights = KerasWeights.Load(SafetensorsFile.Read(folder.Weights), model, folder.Weights);
        string hash = Float32Bytes.Sha256(weights);
        return hash == record.Sha256.TrainedWeights
            ? new ReportedRun(folder, record, predictions, model, weights)
            : throw OfDifferentRuns(
                $"'{folder.Weights}' has weights with the SHA-256 {hash}, but '{recordFile}' beside it says {record.Sha256.TrainedWeights}.");
    }

    private static FashionRefException OfDifferentRuns(string what) => new(
        FaultKind.BadRequest, $"{what} They are of different runs.")
    { Remedy = Remedy.TrainAnew };
}
