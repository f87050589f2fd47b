using FashionRef.Models;

namespace FashionRef.Engines.Exact.Inference;

/// <summary>The maximum or the mean of windows; pixels outside of the image count for nothing.</summary>
/// <param name="input"><c>[height, width, channels]</c>.</param>
/// <param name="output"><c>[height, width, channels]</c>.</param>
/// <param name="rows">Along the rows.</param>
/// <param name="columns">Along the columns.</param>
/// <param name="takesMaximum">The maximum, or else the mean.</param>
internal sealed class PoolingStep(Shape input, Shape output, Window rows, Window columns, bool takesMaximum) : IInferenceStep
{
    public int ScratchLength => 0;

    public void Run(ReadOnlySpan<float> image, Span<float> result, Span<float> scratch)
    {
        int place = 0;
        for (int y = 0; y < output[0]; y++)
        {
            (int top, int bottom) = Range(rows, y, input[0]);
            for (int x = 0; x < output[1]; x++)
            {
                (int left, int right) = Range(columns, x, input[1]);
                for (int channel = 0; channel < output[2]; channel++)
                {
                    result[place++] = Pool(image, top, bottom, left, right, channel);
                }
            }
        }
    }

    private float Pool(ReadOnlySpan<float> values, int top, int bottom, int left, int right, int channel)
    {
        float maximum = float.NegativeInfinity;
        double sum = 0;
        for (int row = top; row < bottom; row++)
        {
            for (int column = left; column < right; column++)
            {
                float value = values[(((row * input[1]) + column) * input[2]) + channel];
                maximum = MathF.Max(maximum, value);
                sum += value;
            }
        }

        return takesMaximum ? maximum : (float)(sum / ((bottom - top) * (right - left)));
    }

    // The window's part inside the image.
    private static (int First, int End) Range(Window window, int place, int length)
    {
        int start = (place * window.Stride) - window.Before(length);
        return (Math.Max(start, 0), (int)Math.Min((long)start + window.Length, length));
    }
}

/// <summary>Pixels at other places: zeros around, without border, repeated, or interpolated.</summary>
/// <param name="input"><c>[height, width, channels]</c>.</param>
/// <param name="output"><c>[height, width, channels]</c>.</param>
/// <param name="rows">For each row of the output what it is made of.</param>
/// <param name="columns">For each column of the output what it is made of.</param>
internal sealed class ResamplingStep(Shape input, Shape output, PixelMix[] rows, PixelMix[] columns) : IInferenceStep
{
    public int ScratchLength => 0;

    public void Run(ReadOnlySpan<float> image, Span<float> result, Span<float> scratch)
    {
        int place = 0;
        for (int y = 0; y < output[0]; y++)
        {
            for (int x = 0; x < output[1]; x++)
            {
                for (int channel = 0; channel < output[2]; channel++)
                {
                    double above = Mix(image, rows[y].First, columns[x], channel);
                    double below = rows[y].Share == 0 ? above : Mix(image, rows[y].Second, columns[x], channel);
                    result[place++] = (float)(above + ((below - above) * rows[y].Share));
                }
            }
        }
    }

    private double Mix(ReadOnlySpan<float> values, int row, PixelMix column, int channel)
    {
        double left = Value(values, row, column.First, channel);
        return column.Share == 0 ? left : left + ((Value(values, row, column.Second, channel) - left) * column.Share);
    }

    private double Value(ReadOnlySpan<float> values, int row, int column, int channel) =>
        row == PixelMix.None || column == PixelMix.None ? 0 : values[(((row * input[1]) + column) * input[2]) + channel];
}

/// <summary>What a row or column of an image is made of.</summary>
/// <param name="First">A row or column of the input, or <see cref="None"/> for zeros.</param>
/// <param name="Second">Another.</param>
/// <param name="Share">The second's share, in [0, 1).</param>
internal readonly record struct PixelMix(int First, int Second, double Share)
{
    /// <summary>No row or column: zeros.</summary>
    public const int None = -1;

    /// <summary>One axis shifted: positions before the input's first and behind its last are zeros.</summary>
    public static PixelMix[] Shifted(int length, int outputs, int shift) =>
        [.. Enumerable.Range(0, outputs).Select(i => i - shift >= 0 && i - shift < length ? new PixelMix(i - shift, i - shift, 0) : new PixelMix(None, None, 0))];

    /// <summary>
    /// One axis with another length, as TensorFlow 2 resizes: pixel i is at <c>(i + 1/2)·scale - 1/2</c>. The nearest is chosen in float32,
    /// since TensorFlow's rounding decides between two that are equally near.
    /// </summary>
    public static PixelMix[] Resized(int length, int outputs, bool interpolates)
    {
        float scale = length / (float)outputs;
        return [.. Enumerable.Range(0, outputs).Select(i => interpolates ? Between(((i + 0.5) * length / outputs) - 0.5) : Nearest(i))];

        PixelMix Nearest(int i)
        {
            int nearest = outputs % length == 0 ? i / (outputs / length) : Math.Min((int)MathF.Floor((i + 0.5f) * scale), length - 1);
            return new PixelMix(nearest, nearest, 0);
        }

        PixelMix Between(double place)
        {
            double below = Math.Floor(place);
            return new PixelMix(Math.Max((int)below, 0), Math.Min((int)below + 1, length - 1), place - below);
        }
    }
}
