using FashionRef.Data;
using FashionRef.Engines.Backpropagation;
using FashionRef.Engines.Inference;

namespace FashionRef.Training.Compiled;

/// <summary>A model from a file on a test set.</summary>
internal static class FileTest
{
    /// <summary>Predicts every image once; the loss is the model's own, with its penalties.</summary>
    /// <param name="trainer">The model under training.</param>
    /// <param name="compiled">The model with its loss.</param>
    /// <param name="images">The test set.</param>
    /// <param name="cancellationToken">Checked every few hundred images.</param>
    public static TestResult Of(ICompiledTrainer trainer, CompiledModel compiled, ImageSet images, CancellationToken cancellationToken)
    {
        double[] outputs = new double[checked(images.Count * compiled.Model.OutputShape.Count)];
        trainer.Predict(images.Pixels.Span, outputs, cancellationToken);
        (int classes, double[] shares) = ClassShares.Of(compiled.Model, outputs, trainer.Precision);
        int[] labels = [.. images.Labels.ToArray().Select(label => (int)label)];
        int[] predicted = [.. Enumerable.Range(0, images.Count).Select(image => LogitMetrics.ArgMax(shares.AsSpan(image * classes, classes)))];
        double loss = new KerasLoss(compiled.Loss).Mean(compiled.Model, trainer.GetState().Weights, outputs, InferenceChain.EndsInSoftmax(compiled.Model), labels);
        return new TestResult(outputs, shares, predicted, loss, predicted.Zip(labels).Count(pair => pair.First == pair.Second));
    }
}
