using FashionRef.Data;
using FashionRef.Evaluation;
using FashionRef.Formats;
using FashionRef.Models;
using FashionRef.Report;
using FashionRef.Tests.Gate;
using FashionRef.Training;
using FashionRef.Training.Runs;

namespace FashionRef.Tests.Report;

/// <summary>Runs as a report reads them, without a training: every answer but the last few is right.</summary>
internal static class ReportedRuns
{
    private const int Classes = 10;
    private const double Sure = 0.75;
    private const double Loss = 0.45;

    public static ImageSet Test { get; } = SyntheticData.Create(train: 30, test: 200).Test;

    /// <summary>A run of the notebook's settings.</summary>
    /// <param name="model">The model's number.</param>
    /// <param name="seed">The run's.</param>
    /// <param name="wrong">How many of the last answers are wrong: off by one class, each surer than the one before.</param>
    public static ReportedRun Create(int model = 1, int seed = 1, int wrong = 40)
    {
        BuiltModel built = NotebookModels.Get(model).Build();
        IReadOnlyList<WeightValues> weights = InitialWeights.Create(built, seed);
        Predictions predictions = Predict(Test.Labels, wrong);
        string hash = Float32Bytes.Sha256(weights);
        int correct = predictions.RightCount;
        RunRecord record = new(
            RunRecord.CurrentFormat,
            RunSettings.Notebook(model, GateRuns.Engine, seed, threads: 2),
            built.ParameterCount,
            built.NonTrainableParameterCount,
            new RunResult((double)correct / Test.Count, Loss, correct, Test.Count),
            new RunHashes(new Dictionary<string, string>(), hash, hash, hash),
            [.. Enumerable.Range(1, Notebook.Epochs).Select(Epoch)],
            GateRuns.Environment);
        return new ReportedRun(new RunFolder("a-run"), record, predictions, built, weights);
    }

    /// <summary>The same run with other epochs.</summary>
    public static ReportedRun With(this ReportedRun run, params EpochMetrics[] history) => run with
    {
        Record = run.Record with { History = history, Settings = run.Record.Settings with { Epochs = history.Length } },
    };

    /// <summary>The run whose history ends with its result, as every real one's does.</summary>
    public static ReportedRun Ended(this ReportedRun run)
    {
        IReadOnlyList<EpochMetrics> history = run.Record.History;
        RunResult result = run.Record.Result;
        return run.With([.. history.SkipLast(1), history[^1] with { ValAccuracy = result.TestAccuracy, ValLoss = result.TestLoss }]);
    }

    /// <summary>Writes the files that are read, as <c>train</c> leaves them.</summary>
    public static string Write(string folder, ReportedRun run)
    {
        RunFolder files = new(folder);
        Directory.CreateDirectory(folder);
        File.WriteAllText(files.Record, run.Ended().Record.ToJson());
        File.WriteAllText(files.Predictions, PredictionsCsv.Format(run.Predictions.Labels.Span, Answers(run.Predictions)));
        SafetensorsFile.Write(files.Weights, run.Weights, new Dictionary<string, string>());
        return files.Record;
    }

    public static EpochMetrics Epoch(int epoch) =>
        new(epoch, 0.8 + (0.01 * epoch), 0.6 - (0.03 * epoch), 0.85 + (0.002 * epoch), 0.4 + (0.005 * epoch), Seconds: 1);

    private static Predictions Predict(ReadOnlyMemory<byte> labels, int wrong)
    {
        int[] predicted = new int[labels.Length];
        double[] probabilities = new double[labels.Length * Classes];
        for (int image = 0; image < labels.Length; image++)
        {
            int nth = image - (labels.Length - wrong);
            double sure = nth < 0 ? Sure : 0.5f + (nth / 512f);
            predicted[image] = (labels.Span[image] + (nth < 0 ? 0 : 1)) % Classes;
            probabilities.AsSpan(image * Classes, Classes).Fill((float)((1 - sure) / (Classes - 1)));
            probabilities[(image * Classes) + predicted[image]] = sure;
        }

        return new Predictions(labels, predicted, probabilities);
    }

    private static TestResult Answers(Predictions predictions) => new(
        [], predictions.Probabilities.ToArray(), predictions.Predicted.ToArray(), Loss, predictions.RightCount);
}
