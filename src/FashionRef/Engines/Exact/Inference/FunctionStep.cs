using FashionRef.Engines.Functions;
using FashionRef.Models;

namespace FashionRef.Engines.Exact.Inference;

/// <summary>A function of each number by itself.</summary>
/// <param name="function">In double.</param>
internal sealed class FunctionStep(Func<double, double> function) : IInferenceStep
{
    public int ScratchLength => 0;

    public void Run(ReadOnlySpan<float> input, Span<float> output, Span<float> scratch)
    {
        for (int i = 0; i < input.Length; i++)
        {
            output[i] = (float)function(input[i]);
        }
    }
}

/// <summary><c>x > 0 ? x : alpha·x</c> with an alpha for each number.</summary>
/// <param name="alpha">One for each number.</param>
internal sealed class SlopeStep(double[] alpha) : IInferenceStep
{
    public int ScratchLength => 0;

    public void Run(ReadOnlySpan<float> input, Span<float> output, Span<float> scratch)
    {
        for (int i = 0; i < input.Length; i++)
        {
            output[i] = input[i] > 0 ? input[i] : (float)(alpha[i] * input[i]);
        }
    }
}

/// <summary><c>(x - mean)·scale/divisor + offset</c> with its numbers for each position of some axes.</summary>
/// <param name="places">For each number of a sample its place in the others.</param>
/// <param name="mean">Taken off.</param>
/// <param name="scale">Multiplied by.</param>
/// <param name="divisor">Divided by.</param>
/// <param name="offset">Added.</param>
internal sealed class AffineStep(int[] places, double[] mean, double[] scale, double[] divisor, double[] offset) : IInferenceStep
{
    public int ScratchLength => 0;

    public void Run(ReadOnlySpan<float> input, Span<float> output, Span<float> scratch)
    {
        for (int i = 0; i < input.Length; i++)
        {
            int place = places[i];
            output[i] = (float)(((input[i] - mean[place]) / divisor[place] * scale[place]) + offset[place]);
        }
    }
}

/// <summary><c>(x - mean)/sqrt(variance + epsilon)·gamma + beta</c> with the mean and variance of each run of a sample's numbers.</summary>
/// <param name="runs">For each run the places of its numbers, in ascending order.</param>
/// <param name="epsilon">Added to the variance.</param>
/// <param name="gamma">One for each number.</param>
/// <param name="beta">One for each number.</param>
internal sealed class RunNormalizationStep(int[][] runs, double epsilon, double[] gamma, double[] beta) : IInferenceStep
{
    public int ScratchLength => 0;

    public void Run(ReadOnlySpan<float> input, Span<float> output, Span<float> scratch)
    {
        foreach (int[] run in runs)
        {
            (double mean, double variance) = RunStatistics.Of(input, run);
            double deviation = Math.Sqrt(variance + epsilon);
            foreach (int place in run)
            {
                output[place] = (float)(((input[place] - mean) / deviation * gamma[place]) + beta[place]);
            }
        }
    }
}

/// <summary>Softmax, or its logarithm, over each run of a sample's numbers.</summary>
/// <param name="runs">For each run the places of its numbers, in ascending order.</param>
/// <param name="isLogarithm">Whether the logarithm is wanted.</param>
internal sealed class SoftmaxStep(int[][] runs, bool isLogarithm) : IInferenceStep
{
    public int ScratchLength => 0;

    public void Run(ReadOnlySpan<float> input, Span<float> output, Span<float> scratch)
    {
        foreach (int[] run in runs)
        {
            double maximum = double.NegativeInfinity;
            foreach (int place in run)
            {
                maximum = Math.Max(maximum, input[place]);
            }

            double sum = 0;
            foreach (int place in run)
            {
                sum += DoubleMath.Exp(input[place] - maximum);
            }

            foreach (int place in run)
            {
                output[place] = (float)(isLogarithm ? input[place] - maximum - DoubleMath.Log(sum) : DoubleMath.Exp(input[place] - maximum) / sum);
            }
        }
    }
}

/// <summary>The maximum or the mean of each run of a sample's numbers.</summary>
/// <param name="runs">For each number of the output the places of its run.</param>
/// <param name="takesMaximum">The maximum, or else the mean.</param>
internal sealed class ReductionStep(int[][] runs, bool takesMaximum) : IInferenceStep
{
    public int ScratchLength => 0;

    public void Run(ReadOnlySpan<float> input, Span<float> output, Span<float> scratch)
    {
        for (int i = 0; i < runs.Length; i++)
        {
            float maximum = float.NegativeInfinity;
            double sum = 0;
            foreach (int place in runs[i])
            {
                maximum = MathF.Max(maximum, input[place]);
                sum += input[place];
            }

            output[i] = takesMaximum ? maximum : (float)(sum / runs[i].Length);
        }
    }
}

/// <summary>The numbers in another order.</summary>
/// <param name="places">For each number of the output its place in the input.</param>
internal sealed class OrderStep(int[] places) : IInferenceStep
{
    public int ScratchLength => 0;

    public void Run(ReadOnlySpan<float> input, Span<float> output, Span<float> scratch)
    {
        for (int i = 0; i < places.Length; i++)
        {
            output[i] = input[places[i]];
        }
    }
}

/// <summary>Places of a sample's numbers, row-major, grouped by some of its axes.</summary>
internal static class AxisPlaces
{
    /// <summary>For each number its place in an array over some axes, in ascending order of the axes.</summary>
    /// <param name="shape">Of a sample.</param>
    /// <param name="axes">The axes, counted from 0.</param>
    public static int[] Of(Shape shape, IReadOnlyCollection<int> axes)
    {
        int[] places = new int[shape.Count];
        for (int i = 0; i < places.Length; i++)
        {
            int rest = i;
            int place = 0;
            int stride = 1;
            for (int axis = shape.Rank - 1; axis >= 0; axis--)
            {
                int position = rest % shape[axis];
                rest /= shape[axis];
                if (axes.Contains(axis))
                {
                    place += position * stride;
                    stride *= shape[axis];
                }
            }

            places[i] = place;
        }

        return places;
    }

    /// <summary>The numbers of each place, in ascending order.</summary>
    /// <param name="places">For each number its place.</param>
    public static int[][] Runs(int[] places)
    {
        List<int>[] runs = [.. Enumerable.Range(0, places.Max() + 1).Select(_ => new List<int>())];
        for (int i = 0; i < places.Length; i++)
        {
            runs[places[i]].Add(i);
        }

        return [.. runs.Select(run => run.ToArray())];
    }

    /// <summary>The runs of numbers along an axis.</summary>
    /// <param name="shape">Of a sample.</param>
    /// <param name="axis">Counted from 0.</param>
    public static int[][] Along(Shape shape, int axis) => Runs(Of(shape, [.. Enumerable.Range(0, shape.Rank).Where(other => other != axis)]));

    /// <summary>For each number of an array with its axes in another order its place in the one that it is from.</summary>
    /// <param name="shape">Of a sample, before.</param>
    /// <param name="dims">For each axis of the other array the axis of this one, counted from 1.</param>
    public static int[] Order(Shape shape, IReadOnlyList<int> dims)
    {
        int[] strides = new int[shape.Rank];
        int stride = 1;
        for (int axis = shape.Rank - 1; axis >= 0; axis--)
        {
            strides[axis] = stride;
            stride *= shape[axis];
        }

        int[] places = new int[shape.Count];
        for (int i = 0; i < places.Length; i++)
        {
            int rest = i;
            for (int axis = shape.Rank - 1; axis >= 0; axis--)
            {
                int size = shape[dims[axis] - 1];
                places[i] += rest % size * strides[dims[axis] - 1];
                rest /= size;
            }
        }

        return places;
    }
}
