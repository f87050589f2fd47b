using FashionRef.Engines.Exact.Inference;
using FashionRef.Models;

namespace FashionRef.Engines.Exact.Backpropagation.Images;

/// <summary>The numbers in another order.</summary>
/// <param name="places">For each number of the output its place in the input; each place once.</param>
/// <param name="input">In one order.</param>
/// <param name="output">In the other.</param>
internal sealed class OrderPass(int[] places, BatchValues input, BatchValues output) : SamplePass(input, output)
{
    public override void Forward(int sample, int worker)
    {
        ReadOnlySpan<float> values = Input.Sample(sample);
        Span<float> results = Output.Sample(sample);
        for (int i = 0; i < places.Length; i++)
        {
            results[i] = values[places[i]];
        }
    }

    public override void Backward(int sample, int worker)
    {
        ReadOnlySpan<float> gradients = Output.Gradients(sample, worker);
        Span<float> target = Input.Gradients(sample, worker);
        for (int i = 0; i < places.Length; i++)
        {
            target[places[i]] = gradients[i];
        }
    }
}

/// <summary>Pixels at other places: zeros around, without border, repeated, or interpolated.</summary>
/// <param name="sizes"><c>[height, width, channels]</c> of the input.</param>
/// <param name="rows">For each row of the output what it is made of.</param>
/// <param name="columns">For each column of the output what it is made of.</param>
/// <param name="input">The image.</param>
/// <param name="output">The other image.</param>
internal sealed class ResamplingPass(Shape sizes, PixelMix[] rows, PixelMix[] columns, BatchValues input, BatchValues output) : SamplePass(input, output)
{
    private readonly ResamplingStep _forward = new(sizes, Shape.Of(rows.Length, columns.Length, sizes[2]), rows, columns);

    public override void Forward(int sample, int worker) => _forward.Run(Input.Sample(sample), Output.Sample(sample), []);

    public override void Backward(int sample, int worker)
    {
        ReadOnlySpan<float> gradients = Output.Gradients(sample, worker);
        Span<float> target = Input.Gradients(sample, worker);
        target.Clear();
        int place = 0;
        foreach (PixelMix row in rows)
        {
            foreach (PixelMix column in columns)
            {
                ReadOnlySpan<float> pixel = gradients.Slice(place, sizes[2]);
                place += sizes[2];
                if (row.First == PixelMix.None || column.First == PixelMix.None)
                {
                    continue;
                }

                Add(pixel, row.First, column.First, (1 - row.Share) * (1 - column.Share), target);
                Add(pixel, row.First, column.Second, (1 - row.Share) * column.Share, target);
                Add(pixel, row.Second, column.First, row.Share * (1 - column.Share), target);
                Add(pixel, row.Second, column.Second, row.Share * column.Share, target);
            }
        }
    }

    private void Add(ReadOnlySpan<float> gradients, int row, int column, double share, Span<float> image)
    {
        if (share == 0)
        {
            return;
        }

        Span<float> target = image.Slice(((row * sizes[1]) + column) * sizes[2], sizes[2]);
        for (int channel = 0; channel < target.Length; channel++)
        {
            target[channel] += (float)(gradients[channel] * share);
        }
    }
}
