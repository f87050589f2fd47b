using System.Buffers.Binary;

namespace FashionRef.Data;

/// <summary>
/// Reads the IDX format: a big-endian magic number whose last byte counts the dimensions,
/// each dimension as a big-endian 32-bit integer, then the unsigned bytes. Nothing is copied.
/// </summary>
internal static class IdxReader
{
    /// <summary>The magic number of a file of images: unsigned bytes in three dimensions.</summary>
    public const int ImagesMagic = 0x00000803;

    /// <summary>The magic number of a file of labels: unsigned bytes in one dimension.</summary>
    public const int LabelsMagic = 0x00000801;

    // Fashion-MNIST's own files have passed their hashes before, so a wrong file is of a set of the user's.
    private const string Remedy = "Write the file anew, or name another folder.";

    /// <summary>Whether a file begins as one of images does.</summary>
    /// <param name="start">Its first bytes.</param>
    public static bool IsImages(ReadOnlySpan<byte> start) => start.Length >= sizeof(int) && BinaryPrimitives.ReadInt32BigEndian(start) == ImagesMagic;

    /// <summary>Reads a file of images.</summary>
    /// <param name="path">The file's name, for messages.</param>
    /// <param name="bytes">The whole decompressed file.</param>
    /// <returns>
    /// Their number, rows and columns, each at least 1, and their pixels <c>[Count, Height, Width]</c>, row by row, each 0 (background) to
    /// 255: a slice of <paramref name="bytes"/>.
    /// </returns>
    /// <exception cref="FashionRefException">The bytes are not an IDX file of images (bad request).</exception>
    public static (int Count, int Height, int Width, ReadOnlyMemory<byte> Pixels) ReadImages(string path, ReadOnlyMemory<byte> bytes)
    {
        ReadOnlyMemory<byte> pixels = ReadBody(path, bytes, ImagesMagic, out int[] sizes);
        return (sizes[0], sizes[1], sizes[2], pixels);
    }

    /// <summary>Reads a file of labels.</summary>
    /// <param name="path">The file's name, for messages.</param>
    /// <param name="bytes">The whole decompressed file.</param>
    /// <returns>One class per image, each in the range [0, 9], ends inclusive; a slice of <paramref name="bytes"/>.</returns>
    /// <exception cref="FashionRefException">The bytes are not an IDX file of labels from 0 to 9 (bad request).</exception>
    public static ReadOnlyMemory<byte> ReadLabels(string path, ReadOnlyMemory<byte> bytes)
    {
        ReadOnlyMemory<byte> labels = ReadBody(path, bytes, LabelsMagic, out _);
        int wrong = labels.Span.IndexOfAnyExceptInRange((byte)0, (byte)9);
        return wrong < 0
            ? labels
            : throw Wrong(path, $"label {wrong:N0} is {labels.Span[wrong]}. Labels must be inside [0..9].");
    }

    /// <summary>Whether a file begins as one of labels does.</summary>
    /// <param name="start">Its first bytes.</param>
    public static bool IsLabels(ReadOnlySpan<byte> start) => start.Length >= sizeof(int) && BinaryPrimitives.ReadInt32BigEndian(start) == LabelsMagic;

    /// <summary>Reads a file of labels of any number of classes.</summary>
    /// <param name="path">The file's name, for messages.</param>
    /// <param name="bytes">The whole decompressed file.</param>
    /// <returns>One class per input; a slice of <paramref name="bytes"/>.</returns>
    /// <exception cref="FashionRefException">The bytes are not an IDX file of labels (bad request).</exception>
    public static ReadOnlyMemory<byte> ReadAnyLabels(string path, ReadOnlyMemory<byte> bytes) => ReadBody(path, bytes, LabelsMagic, out _);

    private static ReadOnlyMemory<byte> ReadBody(string path, ReadOnlyMemory<byte> bytes, int magic, out int[] sizes)
    {
        int dimensions = magic & 0xFF;
        int header = sizeof(int) * (1 + dimensions);
        ReadOnlySpan<byte> span = bytes.Span;
        if (span.Length < header)
        {
            throw Wrong(path, $"it has {span.Length} bytes. The header alone must have {header}.");
        }

        int found = BinaryPrimitives.ReadInt32BigEndian(span);
        if (found != magic)
        {
            throw Wrong(path, $"it begins with 0x{found:X8}. Its first four bytes must be 0x{magic:X8}.");
        }

        sizes = new int[dimensions];
        Int128 expected = 1;
        for (int dimension = 0; dimension < dimensions; dimension++)
        {
            int size = BinaryPrimitives.ReadInt32BigEndian(span[(sizeof(int) * (1 + dimension))..]);
            if (size < 1)
            {
                throw Wrong(path, $"dimension {dimension} is {size}. Each of its {dimensions} dimensions must be at least 1.");
            }

            sizes[dimension] = size;
            expected *= size;
        }

        int length = span.Length - header;
        return length == expected
            ? bytes[header..]
            : throw Wrong(path, $"{length:N0} bytes follow its header. Its dimensions {string.Join(" x ", sizes)} must have {expected:N0}.");
    }

    private static FashionRefException Wrong(string path, string what) =>
        new(FaultKind.BadRequest, $"'{path}' is not the IDX file it should be: {what} {Remedy}");
}
