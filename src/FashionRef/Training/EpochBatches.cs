using FashionRef.Data;

namespace FashionRef.Training;

/// <summary>Gathers an epoch's batches into two buffers that every batch reuses.</summary>
/// <param name="images">The training images.</param>
/// <param name="batchSize">Images a batch, at least 1.</param>
public sealed class EpochBatches(ImageSet images, int batchSize)
{
    private readonly int _imageSize = images.Height * images.Width;
    private readonly byte[] _pixels = new byte[checked(Math.Min(batchSize, images.Count) * images.Height * images.Width)];
    private readonly byte[] _labels = new byte[Math.Min(batchSize, images.Count)];

    /// <summary>How many batches an epoch has; the last one may be smaller.</summary>
    public int Count => CountOf(images.Count, batchSize);

    /// <summary>How many batches an epoch of this many images has.</summary>
    /// <param name="images">At least 1.</param>
    /// <param name="batchSize">Images a batch, at least 1.</param>
    public static int CountOf(int images, int batchSize) => (int)(((long)images + batchSize - 1) / batchSize);

    /// <summary>Gathers one batch; the spans are valid until the next call.</summary>
    /// <param name="order">The epoch's order of the images.</param>
    /// <param name="batch">From 0.</param>
    /// <param name="pixels">The batch's images, one after the other.</param>
    /// <param name="labels">The batch's labels.</param>
    public void Gather(ReadOnlySpan<int> order, int batch, out ReadOnlySpan<byte> pixels, out ReadOnlySpan<byte> labels)
    {
        int start = batch * batchSize;
        ReadOnlySpan<int> indices = order.Slice(start, Math.Min(batchSize, order.Length - start));
        for (int i = 0; i < indices.Length; i++)
        {
            images.Pixels.Span.Slice(indices[i] * _imageSize, _imageSize).CopyTo(_pixels.AsSpan(i * _imageSize));
            _labels[i] = images.Labels.Span[indices[i]];
        }

        pixels = _pixels.AsSpan(0, indices.Length * _imageSize);
        labels = _labels.AsSpan(0, indices.Length);
    }
}
