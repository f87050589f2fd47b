using FashionRef.Data;
using FashionRef.Engines;
using FashionRef.Engines.Functions;
using FashionRef.Models;

namespace FashionRef.Training;

/// <summary>A model's results on a test set.</summary>
/// <param name="logits"><c>[images, classes]</c>, row-major.</param>
/// <param name="probabilities">The softmax of the logits, <c>[images, classes]</c>.</param>
/// <param name="predicted">The most probable class of every image.</param>
/// <param name="loss">Mean cross-entropy over the images, in nats.</param>
/// <param name="correct">How many images have their label as the most probable class.</param>
public sealed class TestResult(double[] logits, double[] probabilities, int[] predicted, double loss, int correct)
{
    /// <summary><c>[images, classes]</c>, row-major.</summary>
    public double[] Logits { get; } = logits;

    /// <summary>The softmax of the logits, <c>[images, classes]</c>.</summary>
    public double[] Probabilities { get; } = probabilities;

    /// <summary>The most probable class of every image.</summary>
    public int[] Predicted { get; } = predicted;

    /// <summary>Mean cross-entropy over the images, in nats.</summary>
    public double Loss { get; } = loss;

    /// <summary>How many images have their label as the most probable class.</summary>
    public int Correct { get; } = correct;

    /// <summary>The accuracy, in [0, 1].</summary>
    public double Accuracy => (double)Correct / Predicted.Length;

    /// <summary>Predicts every image once.</summary>
    /// <param name="predictor">The model.</param>
    /// <param name="images">The test set.</param>
    /// <param name="classes">The model's number of classes.</param>
    /// <param name="loss">What the loss is computed from.</param>
    /// <param name="cancellationToken">Checked every few hundred images.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static TestResult Of(
        IPredictor predictor, ImageSet images, int classes, CrossEntropy loss, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(predictor);
        ArgumentNullException.ThrowIfNull(images);
        double[] logits = new double[checked(images.Count * classes)];
        predictor.Predict(images.Pixels.Span, logits, cancellationToken);
        return FromLogits(logits, images.Labels.Span, classes, loss, predictor.Precision);
    }

    /// <summary>Computes the results from logits.</summary>
    /// <param name="logits"><c>[images, classes]</c>, row-major.</param>
    /// <param name="labels">One for each image.</param>
    /// <param name="classes">How many classes there are.</param>
    /// <param name="loss">What the loss is computed from.</param>
    /// <param name="precision">The precision of the probabilities.</param>
    public static TestResult FromLogits(
        double[] logits, ReadOnlySpan<byte> labels, int classes, CrossEntropy loss, Precision precision)
    {
        ArgumentNullException.ThrowIfNull(logits);
        ArgumentOutOfRangeException.ThrowIfZero(labels.Length, nameof(labels));
        ArgumentOutOfRangeException.ThrowIfNotEqual(logits.Length, (long)labels.Length * classes, nameof(logits));
        double[] probabilities = new double[logits.Length];
        int[] predicted = new int[labels.Length];
        double lossSum = 0;
        int correct = 0;
        for (int i = 0; i < labels.Length; i++)
        {
            ReadOnlySpan<double> row = logits.AsSpan(i * classes, classes);
            Span<double> probabilityRow = probabilities.AsSpan(i * classes, classes);
            LogitMetrics.Softmax(row, probabilityRow, precision);
            predicted[i] = LogitMetrics.ArgMax(probabilityRow);
            lossSum += loss == CrossEntropy.OfLogits
                ? LogitMetrics.CrossEntropy(row, labels[i])
                : -DoubleMath.Log(Math.Clamp(probabilityRow[labels[i]], ProbabilityClip.Least, ProbabilityClip.Most));
            correct += predicted[i] == labels[i] ? 1 : 0;
        }

        return new TestResult(logits, probabilities, predicted, lossSum / labels.Length, correct);
    }
}
