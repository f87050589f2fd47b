using FashionRef.Files;
using FashionRef.Formats.Hdf5;
using FashionRef.Models;
using static System.FormattableString;

namespace FashionRef.Formats.Keras.Weights;

/// <summary>A weight of a model and the array of a file that holds it.</summary>
/// <param name="Weight">The weight.</param>
/// <param name="Array">The array; its shape is the weight's.</param>
internal sealed record FileWeights(Weight Weight, Hdf5Dataset Array)
{
    /// <summary>Pairs a weight with an array.</summary>
    /// <param name="weight">The weight.</param>
    /// <param name="array">The array.</param>
    /// <exception cref="ContentFaultException">The array has another shape, or whole numbers for a weight that has others.</exception>
    public static FileWeights Of(Weight weight, Hdf5Dataset array)
    {
        if (!array.Shape.SequenceEqual(weight.Shape.Dimensions.Select(size => (long)size)))
        {
            throw new ContentFaultException(
                $"has an array '{array.Path}' of shape {Written(array.Shape)}, and the weight '{weight.Path}' has the shape {weight.Shape}");
        }

        bool isWhole = array.Type is not (Hdf5Type.Float16 or Hdf5Type.BFloat16 or Hdf5Type.Float32 or Hdf5Type.Float64);
        return isWhole && weight.Spec.Type is not (NumberType.Int32 or NumberType.Int64)
            ? throw new ContentFaultException($"has an array '{array.Path}' of whole numbers ({array.Type}), and the weight '{weight.Path}' is a floating-point number")
            : new FileWeights(weight, array);
    }

    /// <summary>Reads the values.</summary>
    /// <param name="weights">The pairs, in the model's order.</param>
    /// <exception cref="ContentFaultException">A value is not finite, or not as a float32.</exception>
    public static IReadOnlyList<WeightValues> Read(IEnumerable<FileWeights> weights) => [.. weights.Select(pair => pair.Read())];

    private WeightValues Read()
    {
        double[] values = Array.ReadValues();
        bool isRounded = Weight.Spec.Type != NumberType.Float64;
        for (int i = 0; i < values.Length; i++)
        {
            double value = isRounded ? (float)values[i] : values[i];
            if (!double.IsFinite(value))
            {
                throw new ContentFaultException(Invariant($"holds {values[i]} in '{Array.Path}' at {Place(i)}, and a weight is a finite number"));
            }

            values[i] = value;
        }

        return new WeightValues(Weight.Path, Weight.Shape, values);
    }

    private string Place(int index)
    {
        List<int> place = [];
        foreach (int size in Weight.Shape.Dimensions.Reverse())
        {
            place.Insert(0, index % size);
            index /= size;
        }

        return $"[{string.Join(", ", place)}]";
    }

    private static string Written(IReadOnlyList<long> shape) => $"({string.Join(", ", shape)}{(shape.Count == 1 ? "," : "")})";
}
