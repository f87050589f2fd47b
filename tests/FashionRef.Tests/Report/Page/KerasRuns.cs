using FashionRef.Data;
using FashionRef.Evaluation;
using FashionRef.Files;
using FashionRef.Formats;
using FashionRef.Models;
using FashionRef.Report;
using FashionRef.Report.Page;
using FashionRef.Tests.Gate;
using FashionRef.Training;
using FashionRef.Training.Runs;

namespace FashionRef.Tests.Report.Page;

/// <summary>Runs that took no training and are yet real: Keras' trained weights, and their answers to the real test images.</summary>
internal static class KerasRuns
{
    /// <summary>Writes a run as <c>train</c> leaves it, and reads it.</summary>
    public static ReportedRun Write(string folder, int model, int seed = 1)
    {
        KerasReference keras = KerasReference.Load(model);
        RunFolder files = new(folder);
        Directory.CreateDirectory(folder);
        SafetensorsFile.Write(files.Weights, keras.Trained.Weights, new Dictionary<string, string>());
        AtomicFile.WriteText(files.Predictions, PredictionsCsv.Format(RealDataset.Load().Test.Labels.Span, keras.Test));
        AtomicFile.WriteText(files.Record, Record(keras, model, seed).ToJson());
        return ReportedRun.Read(files.Record);
    }

    /// <summary>The page of both models' runs, held against the repository's own expectations.</summary>
    public static ReportMaterial WriteBoth(TemporaryFolder folder) => new(
        [.. NotebookModels.Numbers.Select(model => Write(folder[FormattableString.Invariant($"model{model}")], model))],
        RealDataset.Load(),
        KerasSeeds.Folder);

    private static RunRecord Record(KerasReference keras, int model, int seed)
    {
        BuiltModel built = keras.Trained.Model;
        return new RunRecord(
            RunRecord.CurrentFormat,
            RunSettings.Notebook(model, GateRuns.Engine, seed, threads: 2),
            built.ParameterCount,
            built.NonTrainableParameterCount,
            RunResult.Of(keras.Test),
            new RunHashes(
                FashionMnist.Files.All.ToDictionary(file => file.Name, file => file.Sha256),
                Float32Bytes.Sha256(InitialWeights.Create(built, seed)),
                Float32Bytes.Sha256(keras.Trained.Weights),
                Float32Bytes.Sha256(keras.Test.Logits)),
            [.. Enumerable.Range(1, Notebook.Epochs).Select(epoch => Epoch(epoch, keras.Test))],
            GateRuns.Environment);
    }

    // No figure stands twice, so that a cell in the wrong column or row is seen; the last of the test set are the result's.
    private static EpochMetrics Epoch(int epoch, TestResult test) => new(
        epoch,
        0.81234 + (0.00712 * epoch),
        0.61357 - (0.03179 * epoch),
        test.Accuracy - (0.00213 * (Notebook.Epochs - epoch)),
        test.Loss - (0.00531 * (Notebook.Epochs - epoch)),
        Seconds: 3.16 + (0.2 * epoch));
}
