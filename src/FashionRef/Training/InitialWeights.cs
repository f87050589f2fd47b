using FashionRef.Engines.Backpropagation;
using FashionRef.Models;
using FashionRef.Training.Runs;
using static System.FormattableString;

namespace FashionRef.Training;

/// <summary>The initial weights of a seed, the same bits for every engine and machine.</summary>
public static class InitialWeights
{
    /// <summary>The stream of the first weight that is no kernel.</summary>
    public const int FirstOtherStream = 0x8000;

    /// <summary>
    /// Every weight in Keras' order. Kernel number k (0, 1, 2 … counting only kernels, which have at least two axes) uses stream k of
    /// <see cref="SplitMix64"/>: with Keras' usual initializer flat position i holds <c>(2u - 1)·limit</c>, computed in double and rounded once.
    /// Other weights, whose initializers are seldom random, have streams from <see cref="FirstOtherStream"/> on.
    /// </summary>
    /// <param name="model">The model.</param>
    /// <param name="seed">The run's seed, from 0 to <see cref="SplitMix64.LargestSeed"/>.</param>
    /// <param name="precision">The precision of the values.</param>
    /// <exception cref="FashionRefException">A weight has an initializer that is not computed here (bad request).</exception>
    public static IReadOnlyList<WeightValues> Create(BuiltModel model, int seed, Precision precision = Precision.Float32)
    {
        ArgumentNullException.ThrowIfNull(model);
        List<WeightValues> weights = [];
        int kernels = 0;
        int others = FirstOtherStream;
        foreach (Weight weight in model.Weights)
        {
            // A weight has a stream of its own, whatever its initializer: no two start from the same numbers.
            int stream = weight.Shape.Rank > 1 ? kernels++ : others++;
            double[] values = new InitialValues(weight.Shape, seed, stream).Of(weight.Spec.Initializer) ?? throw new FashionRefException(
                FaultKind.BadRequest,
                $"'{weight.Path}' of shape {weight.Shape} has the initializer {OutsideText.Line(weight.Spec.Initializer.Name)}, which is not computed here or has settings that are not. "
                + "Legal are Zeros, Ones, Constant, GlorotUniform, GlorotNormal, HeUniform, HeNormal, LecunUniform, LecunNormal, VarianceScaling, RandomUniform, RandomNormal, "
                + "TruncatedNormal, and Orthogonal for a weight with at least two axes. Change it in the model's configuration.");
            weights.Add(new WeightValues(weight.Path, weight.Shape, [.. values.Select(value => precision.Round(value))]));
        }

        return weights;
    }

    /// <summary>
    /// The initial weights of a run: those of its seed. With <see cref="RunSettings.Jitter"/> n, value n of all kernels' (in Keras' order, from
    /// 0) is the next larger number of the precision: a difference as small as rounding, which training makes large.
    /// </summary>
    /// <param name="model">The model.</param>
    /// <param name="settings">The run's settings.</param>
    /// <param name="precision">The precision of the values.</param>
    /// <exception cref="FashionRefException">A weight has an initializer that is not computed here, or there is no such kernel value (bad request).</exception>
    public static IReadOnlyList<WeightValues> Create(BuiltModel model, RunSettings settings, Precision precision = Precision.Float32)
    {
        ArgumentNullException.ThrowIfNull(settings);
        IReadOnlyList<WeightValues> weights = Create(model, settings.Seed, precision);
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
                values[place] = precision == Precision.Float32 ? float.BitIncrement((float)values[place]) : double.BitIncrement(values[place]);
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
        return InitialValues.UniformLimit(1, InitialValues.Fan(kernel, FanMode.FanAvg));
    }
}

/// <summary>The initial values of one weight, in double.</summary>
/// <param name="shape">Its shape.</param>
/// <param name="seed">The run's seed.</param>
/// <param name="stream">The weight's stream.</param>
internal sealed class InitialValues(Shape shape, int seed, int stream)
{
    // Normal numbers cut at two standard deviations have this share of the standard deviation.
    private const double TruncatedShare = 0.87962566103423978;
    private const double Cut = 2;

    /// <summary>The values; null where the initializer is not known, or not for such a weight.</summary>
    /// <param name="initializer">The initializer.</param>
    public double[]? Of(Initializer initializer) => initializer switch
    {
        ConstantInitializer constant => Each(_ => constant.Value),
        ScaledInitializer { Distribution: InitialDistribution.Uniform } scaled => Uniform(UniformLimit(scaled.Scale, Fan(shape, scaled.Mode))),
        ScaledInitializer scaled => Normal(scaled),
        UniformInitializer uniform => Each(i => uniform.Least + (Unit(i) * (uniform.Most - uniform.Least))),
        NormalInitializer normal => Each(i => normal.Mean + (normal.Stddev * (normal.IsTruncated ? Truncated(i) : Normal(i, 0)))),
        OrthogonalInitializer orthogonal when shape.Rank > 1 => Orthogonal(orthogonal.Gain),
        _ => null,
    };

    /// <summary>The fan that a variance is divided by, at least 1.</summary>
    /// <param name="shape"><c>[…area, in, out]</c>.</param>
    /// <param name="mode">Which one.</param>
    public static double Fan(Shape shape, FanMode mode)
    {
        double count = shape.Count;
        double fanIn = shape.Rank < 2 ? count : count / shape[shape.Rank - 1];
        double fanOut = shape.Rank < 2 ? count : count / shape[shape.Rank - 2];
        return Math.Max(1, mode switch { FanMode.FanIn => fanIn, FanMode.FanOut => fanOut, _ => (fanIn + fanOut) / 2 });
    }

    /// <summary>The limit of uniform numbers whose variance is <c>scale/fan</c>.</summary>
    public static double UniformLimit(double scale, double fan) => Math.Sqrt(3 * scale / fan);

    private double[] Uniform(double limit) => Each(i => ((2 * Unit(i)) - 1) * limit);

    private double[] Normal(ScaledInitializer scaled)
    {
        double deviation = Math.Sqrt(scaled.Scale / Fan(shape, scaled.Mode));
        return scaled.Distribution == InitialDistribution.UntruncatedNormal
            ? Each(i => deviation * Normal(i, 0))
            : Each(i => deviation / TruncatedShare * Truncated(i));
    }

    private double[] Each(Func<uint, double> value)
    {
        double[] values = new double[shape.Count];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = value((uint)i);
        }

        return values;
    }

    private double Unit(uint index) => SplitMix64.Unit(seed, stream, index);

    // Each place has as many normal numbers as it needs: its bits are the seed of a sequence of their own.
    private double Normal(uint index, int attempt)
    {
        ulong bits = SplitMix64.Bits(seed, stream, index);
        return RandomStep.Normal(SplitMix64.UnitOf(bits, 2 * (uint)attempt), SplitMix64.UnitOf(bits, (2 * (uint)attempt) + 1));
    }

    private double Truncated(uint index)
    {
        for (int attempt = 0; ; attempt++)
        {
            double value = Normal(index, attempt);
            if (Math.Abs(value) <= Cut)
            {
                return value;
            }
        }
    }

    // The columns of Q in the QR decomposition of a normal matrix whose larger side is first, with a positive diagonal of R: each column is made orthogonal to
    // those before it. Once more, since the first time leaves a part where little is left; twice is enough.
    private double[] Orthogonal(double gain)
    {
        int columns = shape[shape.Rank - 1];
        int rows = shape.Count / columns;
        int length = Math.Max(rows, columns);
        double[][] vectors = new double[Math.Min(rows, columns)][];
        for (int j = 0; j < vectors.Length; j++)
        {
            vectors[j] = new double[length];
            for (int i = 0; i < length; i++)
            {
                vectors[j][i] = Normal((uint)((i * vectors.Length) + j), 0);
            }

            for (int k = 0; k < 2 * j; k++)
            {
                double[] before = vectors[k % j];
                double share = Product(vectors[j], before);
                for (int i = 0; i < length; i++)
                {
                    vectors[j][i] -= share * before[i];
                }
            }

            double norm = Math.Sqrt(Product(vectors[j], vectors[j]));
            for (int i = 0; i < length; i++)
            {
                vectors[j][i] /= norm;
            }
        }

        return Each(place => gain * (rows >= columns ? vectors[place % columns][place / columns] : vectors[place / columns][place % columns]));
    }

    private static double Product(double[] left, double[] right)
    {
        double sum = 0;
        for (int i = 0; i < left.Length; i++)
        {
            sum += left[i] * right[i];
        }

        return sum;
    }
}
