namespace FashionRef.Data;

/// <summary>A data set in memory.</summary>
/// <param name="Train">The training set; Fashion-MNIST's has 60,000 images.</param>
/// <param name="Test">The test set; Fashion-MNIST's has 10,000 images.</param>
/// <param name="Sha256">
/// By file name, the SHA-256 of the decompressed bytes that were loaded (lower-case hexadecimal), for the record of a run.
/// Empty for a synthetic set.
/// </param>
public sealed record Dataset(ImageSet Train, ImageSet Test, IReadOnlyDictionary<string, string> Sha256)
{
    /// <summary>The same files, with the last training images in place of the test set: those that are left are trained on.</summary>
    /// <param name="count">How many; at least 1, and fewer than there are.</param>
    public Dataset HoldOut(int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(count, Train.Count);
        int left = Train.Count - count;
        return new Dataset(Part(..left), Part(left..), Sha256);
    }

    private ImageSet Part(Range images)
    {
        int size = Train.Height * Train.Width;
        (int first, int count) = images.GetOffsetAndLength(Train.Count);
        return new ImageSet(Train.Height, Train.Width, Train.Pixels.Slice(first * size, count * size), Train.Labels.Slice(first, count));
    }
}
