using FashionRef.Data;
using FashionRef.Engines;

namespace FashionRef.Training;

/// <summary>What a model says of a test set.</summary>
/// <param name="Logits"><c>[images, classes]</c>, row-major.</param>
/// <param name="Probabilities">The softmax of the logits, <c>[images, classes]</c>.</param>
/// <param name="Predicted">The most probable class of every image.</param>
/// <param name="Loss">Mean cross-entropy over the images, in nats.</param>
/// <param name="Correct">How many images have their label as the most probable class.</param>
public sealed record TestResult(float[] Logits, float[] Probabilities, int[] Predicted, double Loss, int Correct)
{
    /// <summary>Share of right answers, in [0, 1].</summary>
    public double Accuracy => (double)Correct / Predicted.Length;

    /// <summary>Predicts every image once.</summary>
    /// <param name="trainer">The model.</param>
    /// <param name="images">The test set.</param>
    /// <param name="classes">How many classes the model tells apart.</param>
    public static TestResult Of(ITrainer trainer, ImageSet images, int classes)
    {
        ArgumentNullException.ThrowIfNull(trainer);
        ArgumentNullException.ThrowIfNull(images);
        float[] logits = new float[images.Count * classes];
        trainer.Predict(images.Pixels.Span, logits);
        return FromLogits(logits, images.Labels.Span, classes);
    }

    /// <summary>Judges logits.</summary>
    /// <param name="logits"><c>[images, classes]</c>, row-major.</param>
    /// <param name="labels">One for each image.</param>
    /// <param name="classes">How many classes there are.</param>
    public static TestResult FromLogits(float[] logits, ReadOnlySpan<byte> labels, int classes)
    {
        ArgumentNullException.ThrowIfNull(logits);
        float[] probabilities = new float[logits.Length];
        int[] predicted = new int[labels.Length];
        double loss = 0;
        int correct = 0;
        for (int i = 0; i < labels.Length; i++)
        {
            ReadOnlySpan<float> row = logits.AsSpan(i * classes, classes);
            Span<float> probabilityRow = probabilities.AsSpan(i * classes, classes);
            LogitMetrics.Softmax(row, probabilityRow);
            predicted[i] = LogitMetrics.ArgMax(probabilityRow);
            loss += LogitMetrics.CrossEntropy(row, labels[i]);
            correct += predicted[i] == labels[i] ? 1 : 0;
        }

        return new TestResult(logits, probabilities, predicted, loss / labels.Length, correct);
    }
}
