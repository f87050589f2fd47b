using FashionRef.Training;

namespace FashionRef.Evaluation;

/// <summary>A model's predictions and probabilities for the test images.</summary>
/// <param name="labels">The right class of each image.</param>
/// <param name="predicted">The most probable class of each image.</param>
/// <param name="probabilities"><c>[images, classes]</c>, row-major, each in [0, 1].</param>
public sealed class Predictions(ReadOnlyMemory<byte> labels, ReadOnlyMemory<int> predicted, ReadOnlyMemory<double> probabilities)
{
    /// <summary>The right class of each image.</summary>
    public ReadOnlyMemory<byte> Labels { get; } = labels;

    /// <summary>The most probable class of each image.</summary>
    public ReadOnlyMemory<int> Predicted { get; } = predicted;

    /// <summary><c>[images, classes]</c>, row-major, each in [0, 1].</summary>
    public ReadOnlyMemory<double> Probabilities { get; } = probabilities;

    /// <summary>How many images there are.</summary>
    public int Count => Labels.Length;

    /// <summary>How many classes there are.</summary>
    public int Classes => Probabilities.Length / Count;

    /// <summary>How many images were recognized.</summary>
    public int RightCount => Enumerable.Range(0, Count).Count(IsRight);

    /// <summary>How often each class was predicted as each class.</summary>
    public ConfusionMatrix Confusion => new(Labels.Span, Predicted.Span, Classes);

    /// <summary>A run's predictions.</summary>
    /// <param name="labels">The right classes.</param>
    /// <param name="test">The results.</param>
    public static Predictions Of(ReadOnlyMemory<byte> labels, TestResult test)
    {
        ArgumentNullException.ThrowIfNull(test);
        return new Predictions(labels, test.Predicted, test.Probabilities);
    }

    /// <summary>Whether an image was recognized.</summary>
    /// <param name="image">Its place in the test set.</param>
    public bool IsRight(int image) => Labels.Span[image] == Predicted.Span[image];

    /// <summary>The probability of the predicted class.</summary>
    /// <param name="image">Its place in the test set.</param>
    public double Confidence(int image) => Probability(image, Predicted.Span[image]);

    /// <summary>The probability of a class.</summary>
    /// <param name="image">Its place in the test set.</param>
    /// <param name="label">The class.</param>
    public double Probability(int image, int label) => Probabilities.Span[(image * Classes) + label];
}
