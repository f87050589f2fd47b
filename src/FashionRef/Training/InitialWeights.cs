using FashionRef.Models;
using FashionRef.Training.Runs;
using static System.FormattableString;

namespace FashionRef.Training;

/// <summary>The initial weights of a seed, the same bits for every engine and machine.</summary>
public static class InitialWeights
{
    /// <summary>
    /// Every weight in Keras' order. Kernel number k (0, 1, 2 … counting only kernels) uses stream k of <see cref="SplitMix64"/>:
    /// flat position i holds <c>(2u - 1)·limit</c>, computed in double and rounded once.
    /// </summary>
    /// <param name="model">The model.</param>
    /// <param name="seed">The run's seed, from 0 to <see cref="SplitMix64.LargestSeed"/>.</param>
    /// <param name="precision">The precision of the values.</param>
    /// <exception cref="FashionRefException">A weight has an unknown initializer (bad request).</exception>
    public static IReadOnlyList<WeightValues> Create(BuiltModel model, int seed, Precision precision = Precision.Float32)
    {
        ArgumentNullException.ThrowIfNull(model);
        List<WeightValues> weights = [];
        int kernels = 0;
        foreach (Weight weight in model.Weights)
        {
            // A kernel has a stream of its own, whatever its initializer: no two start from the same numbers.
            int stream = weight.Shape.Rank > 1 ? kernels++ : -1;
            double[] values = weight.Spec.Initializer switch
            {
                Initializer.GlorotUniform when stream >= 0 => GlorotUniform(weight.Shape, seed, stream, precision),
                Initializer.Ones => Filled(weight.Shape, 1),
                Initializer.Zeros => Filled(weight.Shape, 0),
                _ => throw new FashionRefException(
                    FaultKind.BadRequest,
                    $"'{weight.Path}' of shape {weight.Shape} has the initializer {weight.Spec.Initializer}, which is not known here. "
                    + $"Legal are {Initializer.Zeros} and {Initializer.Ones}, and {Initializer.GlorotUniform} for a weight with at least two axes."),
            };
            weights.Add(new WeightValues(weight.Path, weight.Shape, values));
        }

        return weights;
    }

    /// <summary>
    /// The initial weights of a run in float32: those of its seed. With <see cref="RunSettings.Jitter"/> n, value n of all kernels' (in
    /// Keras' order, from 0) is the next larger float32: a difference as small as rounding, which training makes large.
    /// </summary>
    /// <param name="model">The model.</param>
    /// <param name="settings">The run's settings.</param>
    /// <exception cref="FashionRefException">A weight has an unknown initializer, or there is no such kernel value (bad request).</exception>
    public static IReadOnlyList<WeightValues> Create(BuiltModel model, RunSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        IReadOnlyList<WeightValues> weights = Create(model, settings.Seed);
        if (settings.Jitter is not { } jitter)
        {
            return weights;
        }

        int place = jitter;
        foreach (WeightValues kernel in weights.Where(weight => weight.Shape.Rank > 1))
        {
            if (place >= 0 && place < kernel.Shape.Count)
            {
                double[] values = [.. kernel.Values];
                values[place] = float.BitIncrement((float)values[place]);
                return [.. weights.Select(weight => weight == kernel ? kernel with { Values = values } : weight)];
            }

            place -= kernel.Shape.Count;
        }

        throw new FashionRefException(
            FaultKind.BadRequest,
            Invariant($"There is no kernel value {jitter} to jitter: legal is 0 to {KernelValueCount(model) - 1}."));
    }

    /// <summary>How many values the model's kernels have together.</summary>
    /// <param name="model">The model.</param>
    public static int KernelValueCount(BuiltModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return model.Weights.Where(weight => weight.Shape.Rank > 1).Sum(weight => weight.Shape.Count);
    }

    /// <summary><c>sqrt(6 / (fan_in + fan_out))</c>, where a fan is the kernel's area times its channels.</summary>
    /// <param name="kernel"><c>[…area, in, out]</c>.</param>
    public static double GlorotLimit(Shape kernel)
    {
        ArgumentNullException.ThrowIfNull(kernel);
        int channelsIn = kernel[kernel.Rank - 2];
        int channelsOut = kernel[kernel.Rank - 1];
        int field = kernel.Count / (channelsIn * channelsOut);
        return Math.Sqrt(6.0 / (field * (channelsIn + channelsOut)));
    }

    private static double[] GlorotUniform(Shape shape, int seed, int stream, Precision precision)
    {
        double limit = GlorotLimit(shape);
        double[] values = new double[shape.Count];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = precision.Round(((2 * SplitMix64.Unit(seed, stream, (uint)i)) - 1) * limit);
        }

        return values;
    }

    private static double[] Filled(Shape shape, double value)
    {
        double[] values = new double[shape.Count];
        Array.Fill(values, value);
        return values;
    }
}
