using FashionRef.Models;

namespace FashionRef.Engines.Exact.Backpropagation.Images;

/// <summary>The mean of the pixels of windows that are inside the image.</summary>
/// <param name="sizes"><c>[height, width, channels]</c> of the input.</param>
/// <param name="places"><c>[height, width, channels]</c> of the output.</param>
/// <param name="rows">Along the rows.</param>
/// <param name="columns">Along the columns.</param>
/// <param name="input">The image.</param>
/// <param name="output">The means.</param>
internal sealed class AveragePoolingPass(Shape sizes, Shape places, Window rows, Window columns, BatchValues input, BatchValues output) : SamplePass(input, output)
{
    private readonly (int First, int End)[] _rows = [.. Enumerable.Range(0, places[0]).Select(place => WindowRange.Of(rows, place, sizes[0]))];
    private readonly (int First, int End)[] _columns = [.. Enumerable.Range(0, places[1]).Select(place => WindowRange.Of(columns, place, sizes[1]))];

    public override void Forward(int sample, int worker)
    {
        ReadOnlySpan<float> image = Input.Sample(sample);
        Span<float> means = Output.Sample(sample);
        int channels = sizes[2];
        int place = 0;
        foreach ((int top, int bottom) in _rows)
        {
            foreach ((int left, int right) in _columns)
            {
                double size = (bottom - top) * (right - left);
                for (int channel = 0; channel < channels; channel++)
                {
                    double sum = 0;
                    for (int row = top; row < bottom; row++)
                    {
                        int pixel = (((row * sizes[1]) + left) * channels) + channel;
                        for (int column = left; column < right; column++, pixel += channels)
                        {
                            sum += image[pixel];
                        }
                    }

                    means[place++] = (float)(sum / size);
                }
            }
        }
    }

    public override void Backward(int sample, int worker)
    {
        ReadOnlySpan<float> gradients = Output.Gradients(sample, worker);
        Span<float> image = Input.Gradients(sample, worker);
        image.Clear();
        int channels = sizes[2];
        int place = 0;
        foreach ((int top, int bottom) in _rows)
        {
            foreach ((int left, int right) in _columns)
            {
                float size = (bottom - top) * (right - left);
                for (int channel = 0; channel < channels; channel++)
                {
                    float share = gradients[place++] / size;
                    for (int row = top; row < bottom; row++)
                    {
                        int pixel = (((row * sizes[1]) + left) * channels) + channel;
                        for (int column = left; column < right; column++, pixel += channels)
                        {
                            image[pixel] += share;
                        }
                    }
                }
            }
        }
    }
}
