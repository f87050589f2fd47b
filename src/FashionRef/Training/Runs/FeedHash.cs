using System.Buffers.Binary;
using System.Security.Cryptography;
using FashionRef.Data;

namespace FashionRef.Training.Runs;

/// <summary>
/// The SHA-256 of what training is given in an epoch: for each batch its samples in order, each as the bytes of its image (row by row) and
/// its label in one byte, then the batch's size as a little-endian 32-bit integer. Any other image, label, order or end of a batch gives
/// another hash.
/// </summary>
public sealed class FeedHash : IDisposable
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private byte[] _batch = [];

    /// <summary>Adds a batch.</summary>
    /// <param name="pixels">Its images, one after the other, all of one size.</param>
    /// <param name="labels">One for each image; at least one.</param>
    public void Add(ReadOnlySpan<byte> pixels, ReadOnlySpan<byte> labels)
    {
        ArgumentOutOfRangeException.ThrowIfZero(labels.Length);
        int image = pixels.Length / labels.Length;
        int size = checked((labels.Length * (image + 1)) + sizeof(int));
        if (_batch.Length < size)
        {
            _batch = new byte[size];
        }

        Span<byte> rest = _batch.AsSpan(0, size);
        for (int i = 0; i < labels.Length; i++)
        {
            pixels.Slice(i * image, image).CopyTo(rest);
            rest[image] = labels[i];
            rest = rest[(image + 1)..];
        }

        BinaryPrimitives.WriteInt32LittleEndian(rest, labels.Length);
        _hash.AppendData(_batch.AsSpan(0, size));
    }

    /// <summary>The hash of the batches added since the last call, in lower-case hexadecimal.</summary>
    public string Take() => Convert.ToHexStringLower(_hash.GetHashAndReset());

    /// <summary>What an epoch's hash must be.</summary>
    /// <param name="images">The training images.</param>
    /// <param name="settings">Of the run: its seed, batch size and shuffle.</param>
    /// <param name="epoch">From 1 to <see cref="EpochShuffle.LargestEpoch"/>.</param>
    public static string Of(ImageSet images, RunSettings settings, int epoch)
    {
        ArgumentNullException.ThrowIfNull(images);
        ArgumentNullException.ThrowIfNull(settings);
        return Of(images, EpochShuffle.Order(images.Count, settings.Seed, settings.Shuffle, epoch), settings.BatchSize);
    }

    /// <summary>The hash of an epoch that has the images in this order.</summary>
    /// <param name="images">The training images.</param>
    /// <param name="order">The places of the epoch's images; none may be missing, or come twice, in a right epoch.</param>
    /// <param name="batchSize">Images a batch, at least 1.</param>
    internal static string Of(ImageSet images, ReadOnlySpan<int> order, int batchSize)
    {
        EpochBatches batches = new(images, batchSize);
        using FeedHash hash = new();
        for (int batch = 0; batch < EpochBatches.CountOf(order.Length, batchSize); batch++)
        {
            batches.Gather(order, batch, out ReadOnlySpan<byte> pixels, out ReadOnlySpan<byte> labels);
            hash.Add(pixels, labels);
        }

        return hash.Take();
    }

    /// <inheritdoc/>
    public void Dispose() => _hash.Dispose();
}
