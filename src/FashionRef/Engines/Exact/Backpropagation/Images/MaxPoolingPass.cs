using System.Numerics;
using FashionRef.Models;

namespace FashionRef.Engines.Exact.Backpropagation.Images;

/// <summary>The maximum of windows. The gradient goes to the first maximum of each window, row by row; pixels outside count for nothing.</summary>
/// <param name="sizes"><c>[height, width, channels]</c> of the input.</param>
/// <param name="places"><c>[height, width, channels]</c> of the output.</param>
/// <param name="rows">Along the rows.</param>
/// <param name="columns">Along the columns.</param>
/// <param name="input">The image.</param>
/// <param name="output">The maxima.</param>
internal sealed class MaxPoolingPass(Shape sizes, Shape places, Window rows, Window columns, BatchValues input, BatchValues output) : SamplePass(input, output)
{
    // For each output the place of its maximum in the sample's input.
    private int[] _winners = [];

    public override void Begin(PassBatch batch)
    {
        int length = checked(batch.Count * Output.Length);
        if (_winners.Length < length)
        {
            _winners = new int[length];
        }
    }

    public override void Forward(int sample, int worker)
    {
        ReadOnlySpan<float> image = Input.Sample(sample);
        Span<float> maxima = Output.Sample(sample);
        Span<int> winners = _winners.AsSpan(sample * Output.Length, Output.Length);
        int channels = sizes[2];
        int place = 0;
        for (int y = 0; y < places[0]; y++)
        {
            (int top, int bottom) = WindowRange.Of(rows, y, sizes[0]);
            for (int x = 0; x < places[1]; x++, place += channels)
            {
                (int left, int right) = WindowRange.Of(columns, x, sizes[1]);
                Span<float> best = maxima.Slice(place, channels);
                Span<int> winner = winners.Slice(place, channels);
                int first = ((top * sizes[1]) + left) * channels;
                image.Slice(first, channels).CopyTo(best);
                for (int channel = 0; channel < channels; channel++)
                {
                    winner[channel] = first + channel;
                }

                for (int row = top; row < bottom; row++)
                {
                    for (int column = row == top ? left + 1 : left; column < right; column++)
                    {
                        int pixel = ((row * sizes[1]) + column) * channels;
                        Take(image.Slice(pixel, channels), pixel, best, winner);
                    }
                }
            }
        }
    }

    public override void Backward(int sample, int worker)
    {
        ReadOnlySpan<float> gradients = Output.Gradients(sample, worker);
        ReadOnlySpan<int> winners = _winners.AsSpan(sample * Output.Length, Output.Length);
        Span<float> image = Input.Gradients(sample, worker);
        image.Clear();
        for (int i = 0; i < gradients.Length; i++)
        {
            image[winners[i]] += gradients[i];
        }
    }

    // Greater ones win, and NaN over numbers; the first of equal ones stays.
    private static void Take(ReadOnlySpan<float> values, int place, Span<float> best, Span<int> winner)
    {
        int channel = 0;
        for (; channel <= best.Length - Vector<float>.Count; channel += Vector<float>.Count)
        {
            Vector<float> old = new(best[channel..]);
            Vector<float> candidate = new(values[channel..]);
            Vector<int> wins = Vector.AndNot(Vector.Equals(old, old), Vector.LessThanOrEqual(candidate, old));
            Vector.ConditionalSelect(wins, candidate, old).CopyTo(best[channel..]);
            Vector<int> places = Vector.CreateSequence(place + channel, 1);
            Vector.ConditionalSelect(wins, places, new Vector<int>(winner[channel..])).CopyTo(winner[channel..]);
        }

        for (; channel < best.Length; channel++)
        {
            float old = best[channel];
            if (!float.IsNaN(old) && !(values[channel] <= old))
            {
                best[channel] = values[channel];
                winner[channel] = place + channel;
            }
        }
    }
}

/// <summary>The part of a window that is inside an image.</summary>
internal static class WindowRange
{
    /// <summary>The first position and the one behind the last.</summary>
    /// <param name="window">Along an axis.</param>
    /// <param name="place">Which of its places.</param>
    /// <param name="length">The axis' length.</param>
    public static (int First, int End) Of(Window window, int place, int length)
    {
        int start = (place * window.Stride) - window.Before(length);
        return (Math.Max(start, 0), (int)Math.Min((long)start + window.Length, length));
    }
}
