namespace FashionRef.Engines.Exact.Backpropagation.Images;

/// <summary>The maximum or the mean of each channel. Equal maxima share the gradient equally.</summary>
/// <param name="takesMaximum">The maximum, or else the mean.</param>
/// <param name="input"><c>[height, width, channels]</c>.</param>
/// <param name="output"><c>[channels]</c>.</param>
internal sealed class GlobalPoolingPass(bool takesMaximum, BatchValues input, BatchValues output) : SamplePass(input, output)
{
    public override bool ReadsOutput => true;

    public override void Forward(int sample, int worker)
    {
        ReadOnlySpan<float> image = Input.Sample(sample);
        Span<float> results = Output.Sample(sample);
        for (int channel = 0; channel < results.Length; channel++)
        {
            float maximum = float.NegativeInfinity;
            double sum = 0;
            for (int pixel = channel; pixel < image.Length; pixel += results.Length)
            {
                maximum = MathF.Max(maximum, image[pixel]);
                sum += image[pixel];
            }

            results[channel] = takesMaximum ? maximum : (float)(sum / (image.Length / results.Length));
        }
    }

    public override void Backward(int sample, int worker)
    {
        ReadOnlySpan<float> image = Input.Sample(sample);
        ReadOnlySpan<float> results = Output.Sample(sample);
        ReadOnlySpan<float> gradients = Output.Gradients(sample, worker);
        Span<float> target = Input.Gradients(sample, worker);
        for (int channel = 0; channel < results.Length; channel++)
        {
            int receivers = image.Length / results.Length;
            for (int pixel = channel; pixel < image.Length && takesMaximum; pixel += results.Length)
            {
                receivers -= image[pixel] == results[channel] ? 0 : 1;
            }

            float share = gradients[channel] / receivers;
            for (int pixel = channel; pixel < image.Length; pixel += results.Length)
            {
                target[pixel] = takesMaximum && image[pixel] != results[channel] ? 0 : share;
            }
        }
    }
}
