using FashionRef.Data;
using FashionRef.Files;
using FashionRef.Formats;

namespace FashionRef.Evaluation.ModelFiles;

/// <summary>A file of numbers, a NumPy array or IDX, whose shape is known before its values take memory. It is read once: it may be a pipe.</summary>
/// <param name="Shape">Empty for a single number.</param>
/// <param name="Values">Gives the values, row-major.</param>
internal sealed record NumberFile(IReadOnlyList<int> Shape, Func<double[]> Values)
{
    private const int MostBytes = 1024 * 1024 * 1024;

    /// <summary>How many values there are.</summary>
    public long Count => Shape.Contains(0) ? 0 : Shape.Aggregate(1L, (product, size) => checked(product * size));

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="what">What it is, for messages.</param>
    /// <param name="remedy">What to do where it cannot be read.</param>
    /// <exception cref="FashionRefException">It is damaged, or of another kind (bad request).</exception>
    public static NumberFile Read(string path, string what, string remedy)
    {
        byte[] bytes = InputFile.ReadAllBytes(path, what, MostBytes, remedy);
        if (IdxReader.IsImages(bytes))
        {
            (int count, int height, int width, ReadOnlyMemory<byte> pixels) = IdxReader.ReadImages(path, bytes);
            return new NumberFile([count, height, width], () => Numbers(pixels.Span));
        }

        if (IdxReader.IsLabels(bytes))
        {
            ReadOnlyMemory<byte> labels = IdxReader.ReadAnyLabels(path, bytes);
            return new NumberFile([labels.Length], () => Numbers(labels.Span));
        }

        (IReadOnlyList<int> shape, Func<double[]> values) = NpyFile.OpenAny(path, bytes);
        return new NumberFile(shape, values);
    }

    private static double[] Numbers(ReadOnlySpan<byte> bytes)
    {
        double[] numbers = new double[bytes.Length];
        for (int i = 0; i < bytes.Length; i++)
        {
            numbers[i] = bytes[i];
        }

        return numbers;
    }
}
