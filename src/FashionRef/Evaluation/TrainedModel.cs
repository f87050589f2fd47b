using FashionRef.Data;
using FashionRef.Engines;
using FashionRef.Files;
using FashionRef.Formats;
using FashionRef.Models;
using FashionRef.Training;

namespace FashionRef.Evaluation;

/// <summary>One of the notebook's models with weights from a file.</summary>
/// <param name="Number">The model's number in the notebook.</param>
/// <param name="Model">The model.</param>
/// <param name="Weights">All its weights.</param>
public sealed record TrainedModel(int Number, BuiltModel Model, IReadOnlyList<WeightValues> Weights)
{
    private const CrossEntropy Loss = CrossEntropy.OfLogits;

    /// <summary>Reads a safetensors file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="number">The model that it must hold; null for either.</param>
    /// <exception cref="FashionRefException">
    /// It cannot be read, or does not hold such a model (bad request); a variance is below 0 (check failed).
    /// </exception>
    public static TrainedModel Read(string path, int? number = null)
    {
        return Of(SafetensorsFile.Read(path), path, number);
    }

    /// <summary>As <see cref="Read"/>, of a file that was read.</summary>
    internal static TrainedModel Of(SafetensorsContent content, string path, int? number)
    {
        if (number is { } named)
        {
            BuiltModel model = NotebookModels.Get(named).Build();
            return Checked(new TrainedModel(named, model, KerasWeights.Load(content, model, path)), path);
        }

        List<(int Number, string Fault)> faults = [];
        foreach (int candidate in NotebookModels.Numbers)
        {
            BuiltModel model = NotebookModels.Get(candidate).Build();
            try
            {
                return Checked(new TrainedModel(candidate, model, KerasWeights.Match(content, model)), path);
            }
            catch (ContentFaultException fault)
            {
                faults.Add((candidate, fault.Message));
            }
        }

        const string Remedy = "Name another file, for example the model.safetensors of a run of 'train'.";

        // A fault of the file itself is reported once.
        throw faults.DistinctBy(fault => fault.Fault).Count() == 1
            ? new FashionRefException(FaultKind.BadRequest, $"'{path}' {faults[0].Fault}. {Remedy}")
            : new FashionRefException(FaultKind.BadRequest, $"'{path}' holds none of the notebook's models.")
            {
                Details = [.. faults.Select(fault => $"For {NotebookModels.Title(fault.Number)} it {fault.Fault}."), Remedy],
            };
    }

    /// <summary>Predicts every image once and computes the metrics.</summary>
    /// <param name="engine">Computes it.</param>
    /// <param name="images">Raw pixels, 0 to 255, and the right classes.</param>
    /// <param name="cancellationToken">Checked every few hundred images.</param>
    /// <exception cref="FashionRefException">A logit is not finite, so there is no prediction (check failed).</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public TestResult Evaluate(IEngine engine, ImageSet images, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(engine);
        using IPredictor predictor = engine.CreatePredictor(Model, Weights);
        TestResult test = TestResult.Of(predictor, images, Model.ClassCount, Loss, cancellationToken);
        RequireFinite(test.Logits);
        return test;
    }

    /// <summary>Predicts every image once.</summary>
    /// <param name="engine">Computes it.</param>
    /// <param name="pixels"><c>[images, 28, 28]</c>, raw, 0 to 255, row-major.</param>
    /// <param name="cancellationToken">Checked every few hundred images.</param>
    /// <returns>The probability of every class, <c>[images, classes]</c>, row-major.</returns>
    /// <exception cref="FashionRefException">A logit is not finite, so there is no prediction (check failed).</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public double[] Predict(IEngine engine, ReadOnlySpan<byte> pixels, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(engine);
        using IPredictor predictor = engine.CreatePredictor(Model, Weights);
        int classes = Model.ClassCount;
        double[] logits = new double[checked(pixels.Length / Model.InputShape.Count * classes)];
        predictor.Predict(pixels, logits, cancellationToken);
        RequireFinite(logits);
        double[] probabilities = new double[logits.Length];
        for (int start = 0; start < logits.Length; start += classes)
        {
            LogitMetrics.Softmax(logits.AsSpan(start, classes), probabilities.AsSpan(start, classes), predictor.Precision);
        }

        return probabilities;
    }

    // Every number in such a file is finite, but results computed from it may not be.
    private static TrainedModel Checked(TrainedModel trained, string path)
    {
        foreach (WeightValues variances in trained.Weights.Where(weight => weight.Path.EndsWith("/moving_variance", StringComparison.Ordinal)))
        {
            int wrong = Array.FindIndex(variances.Values, value => value < 0);
            if (wrong >= 0)
            {
                throw new FashionRefException(
                    FaultKind.CheckFailed,
                    FormattableString.Invariant($"'{path}' holds {variances.Values[wrong]} in '{variances.Path}' at {wrong}, but a variance is at least 0: ")
                    + "the model would predict NaN. Train it again, or name another file.");
            }
        }

        return trained;
    }

    private void RequireFinite(ReadOnlySpan<double> logits)
    {
        if (LogitMetrics.NotFinite(logits, Model.ClassCount) is { } fault)
        {
            throw new FashionRefException(
                FaultKind.CheckFailed,
                $"{NotebookModels.Title(Number)} with these weights cannot predict: {fault}, but a logit must be finite. "
                + "The weights are finite but too large: train again, or name another file.");
        }
    }
}
