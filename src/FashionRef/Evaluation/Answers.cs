using FashionRef.Data;

namespace FashionRef.Evaluation;

/// <summary>A model's predicted classes for the test images.</summary>
/// <param name="Labels">The right class of each image.</param>
/// <param name="Predicted">The class that the model predicted.</param>
public sealed record Answers(IReadOnlyList<byte> Labels, IReadOnlyList<byte> Predicted)
{
    private static readonly int OfClass = FashionMnist.TestCount / FashionMnist.ClassNames.Count;

    /// <summary>Whether an image was recognized.</summary>
    /// <param name="image">Its place in the test set.</param>
    public bool IsRight(int image) => Labels[image] == Predicted[image];

    /// <summary>How many images were recognized.</summary>
    public int RightCount => Enumerable.Range(0, Labels.Count).Count(IsRight);

    /// <summary>The share of a class's images that were recognized, in [0, 1].</summary>
    /// <param name="label">The class.</param>
    public double Recall(int label)
    {
        int[] images = [.. Enumerable.Range(0, Labels.Count).Where(image => Labels[image] == label)];
        return (double)images.Count(IsRight) / images.Length;
    }

    /// <summary>Why these cannot be predictions for the test images, which have the same number of each class; or null.</summary>
    internal string? Fault() => Enumerable.Range(0, FashionMnist.ClassNames.Count)
        .Select(label => (Label: label, Count: Labels.Count(other => other == label)))
        .Where(found => found.Count != OfClass)
        .Select(found => FormattableString.Invariant($"label {found.Label} occurs {found.Count} times in it, but must occur {OfClass} times"))
        .FirstOrDefault();
}
