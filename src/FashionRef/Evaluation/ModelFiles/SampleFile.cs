using FashionRef.Data;
using FashionRef.Engines.Inference;
using FashionRef.Files;
using FashionRef.Formats;
using FashionRef.Models;
using static System.FormattableString;

namespace FashionRef.Evaluation.ModelFiles;

/// <summary>Samples for a model from a file of numbers: a NumPy array or IDX images.</summary>
/// <param name="Count">How many samples there are.</param>
/// <param name="Values"><c>[samples, …]</c> in the model's input shape, row-major, as the file has them.</param>
public sealed record SampleFile(int Count, double[] Values)
{
    private const int MarkBytes = 8;

    /// <summary>Whether a file is one of these, by its first bytes; false for a pipe, and where it cannot be read.</summary>
    /// <param name="path">The file.</param>
    public static bool Is(string path)
    {
        byte[] start = InputFile.StartOf(path, MarkBytes);
        return NpyFile.IsNpy(start) || IdxReader.IsImages(start);
    }

    /// <summary>Reads samples.</summary>
    /// <param name="path">The file.</param>
    /// <param name="model">The model that they are for.</param>
    /// <param name="limits">What the program may need; the usual limits by default.</param>
    /// <exception cref="FashionRefException">It is damaged, its samples have another shape, or they need too much memory (bad request).</exception>
    public static SampleFile Read(string path, BuiltModel model, InferenceLimits? limits = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        Shape input = model.InputShape;
        NumberFile file = NumberFile.Read(path, "file of samples", "Name a NumPy file (.npy) or a file of IDX images.");
        IReadOnlyList<int> shape = file.Shape;
        (limits ?? InferenceLimits.Usual).RequireSamples(model, Math.Ceiling((double)file.Count / input.Count));
        double[] values = file.Values();
        if (values.Length == 0)
        {
            throw new FashionRefException(FaultKind.BadRequest, Invariant($"'{path}' holds an array of shape ({string.Join(", ", shape)}), and so nothing to predict. Name one with at least one input."));
        }

        if (Array.FindIndex(values, value => !double.IsFinite(value)) is var wrong and >= 0)
        {
            throw new FashionRefException(FaultKind.BadRequest, Invariant($"'{path}' holds {values[wrong]} as number {wrong + 1} of its array, and an input is a finite number."));
        }

        bool isOne = Fits(shape, input);
        return isOne || (shape.Count > 0 && Fits([.. shape.Skip(1)], input))
            ? new SampleFile(isOne ? 1 : shape[0], values)
            : throw new FashionRefException(
                FaultKind.BadRequest,
                Invariant($"'{path}' holds an array of shape ({string.Join(", ", shape)}), and the model takes inputs of shape {input}: the array must have that shape, or one axis more in front for several inputs."));
    }

    // Axes of 1 may be missing, and an image may be one row of numbers.
    private static bool Fits(IReadOnlyList<int> shape, Shape input) =>
        shape.Where(size => size != 1).SequenceEqual(input.Dimensions.Where(size => size != 1))
        || (shape.Count == 1 && shape[0] == input.Count)
        || (input.Rank == 1 && shape.Count > 0 && shape.Aggregate(1L, (product, size) => product * size) == input.Count);
}
