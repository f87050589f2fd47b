using FashionRef.Data;
using FashionRef.Engines;
using FashionRef.Engines.Backpropagation;
using FashionRef.Engines.Inference;
using FashionRef.Models;

namespace FashionRef.Training.Compiled;

/// <summary>A model from a file on a test set.</summary>
internal static class FileTest
{
    /// <summary>Predicts every image once; the loss is the model's own, with its penalties.</summary>
    /// <param name="trainer">The model under training.</param>
    /// <param name="compiled">The model with its loss.</param>
    /// <param name="engine">The trainer's engine.</param>
    /// <param name="pixelDivisor">What the trainer divides pixels by.</param>
    /// <param name="images">The test set.</param>
    /// <param name="cancellationToken">Checked every few hundred images.</param>
    public static TestResult Of(ICompiledTrainer trainer, CompiledModel compiled, IEngine engine, double pixelDivisor, ImageSet images, CancellationToken cancellationToken)
    {
        double[] outputs = new double[checked(images.Count * compiled.Model.OutputShape.Count)];
        trainer.Predict(images.Pixels.Span, outputs, cancellationToken);
        (int classes, double[] shares) = ClassShares.Of(compiled.Model, outputs, trainer.Precision);
        int[] labels = [.. images.Labels.ToArray().Select(label => (int)label)];
        int[] predicted = [.. Enumerable.Range(0, images.Count).Select(image => LogitMetrics.ArgMax(shares.AsSpan(image * classes, classes)))];
        IReadOnlyList<WeightValues> weights = trainer.GetState().Weights;
        double loss = new KerasLoss(compiled.Loss).Mean(compiled.Model, weights, outputs, InferenceChain.EndsInSoftmax(compiled.Model), labels);
        using ActivityPenalty activity = new(compiled.Model, weights, engine);
        loss += activity.IsNone ? 0 : activity.Sum(Inputs(images, pixelDivisor, trainer.Precision), cancellationToken) / images.Count;
        return new TestResult(outputs, shares, predicted, loss, predicted.Zip(labels).Count(pair => pair.First == pair.Second));
    }

    private static double[] Inputs(ImageSet images, double pixelDivisor, Precision precision)
    {
        ReadOnlySpan<byte> pixels = images.Pixels.Span;
        double[] inputs = new double[pixels.Length];
        for (int i = 0; i < inputs.Length; i++)
        {
            inputs[i] = precision.Round(pixels[i] / pixelDivisor);
        }

        return inputs;
    }
}
