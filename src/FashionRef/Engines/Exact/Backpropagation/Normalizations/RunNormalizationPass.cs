using FashionRef.Engines.Exact.Inference;
namespace FashionRef.Engines.Exact.Backpropagation.Normalizations;

/// <summary>
/// Layer and group normalization: <c>(x - mean)/sqrt(variance + epsilon)·gamma + beta</c> with the mean and the biased variance of each run of
/// a sample's numbers. All is computed in double and rounded once.
/// </summary>
/// <param name="runs">For each run the places of its numbers, in ascending order.</param>
/// <param name="places">For each number its place in gamma and beta.</param>
/// <param name="epsilon">Added to the variance.</param>
/// <param name="gamma">Null for ones.</param>
/// <param name="beta">Null for zeros.</param>
/// <param name="input">The values.</param>
/// <param name="output">The normalized ones.</param>
internal sealed class RunNormalizationPass(int[][] runs, int[] places, double epsilon, PassWeight? gamma, PassWeight? beta, BatchValues input, BatchValues output)
    : SamplePass(input, output)
{
    private readonly int _length = places.Max() + 1;
    private readonly DoubleSums _ofGamma = new(places.Max() + 1);
    private readonly DoubleSums _ofBeta = new(places.Max() + 1);
    private double[] _gamma = [];
    private double[] _beta = [];

    public override void Begin(PassBatch batch)
    {
        _gamma = Values(batch, gamma, 1);
        _beta = Values(batch, beta, 0);
        _ofGamma.Reserve(batch.Count);
        _ofBeta.Reserve(batch.Count);
    }

    public override void Forward(int sample, int worker)
    {
        ReadOnlySpan<float> values = Input.Sample(sample);
        Span<float> results = Output.Sample(sample);
        foreach (int[] run in runs)
        {
            (double mean, double inverse) = Statistics(values, run);
            foreach (int i in run)
            {
                results[i] = (float)(((values[i] - mean) * inverse * _gamma[places[i]]) + _beta[places[i]]);
            }
        }
    }

    // With h = (x - mean)·inverse and g = dy·gamma: dx = inverse·(g - mean(g) - h·mean(g·h)).
    public override void Backward(int sample, int worker)
    {
        ReadOnlySpan<float> values = Input.Sample(sample);
        ReadOnlySpan<float> gradients = Output.Gradients(sample, worker);
        Span<float> target = Input.Gradients(sample, worker);
        Span<double> ofGamma = _ofGamma.Of(sample);
        Span<double> ofBeta = _ofBeta.Of(sample);
        foreach (int[] run in runs)
        {
            (double mean, double inverse) = Statistics(values, run);
            double sum = 0;
            double products = 0;
            foreach (int i in run)
            {
                double standard = (values[i] - mean) * inverse;
                double gradient = gradients[i] * _gamma[places[i]];
                sum += gradient;
                products += gradient * standard;
                ofGamma[places[i]] += gradients[i] * standard;
                ofBeta[places[i]] += gradients[i];
            }

            (sum, products) = (sum / run.Length, products / run.Length);
            if (!PassesGradients)
            {
                continue;
            }

            foreach (int i in run)
            {
                target[i] = (float)(inverse * ((gradients[i] * _gamma[places[i]]) - sum - ((values[i] - mean) * inverse * products)));
            }
        }
    }

    public override void End(float[][] gradients)
    {
        if (gamma is { IsTrainable: true })
        {
            _ofGamma.Write(gradients[gamma.Index]);
        }

        if (beta is { IsTrainable: true })
        {
            _ofBeta.Write(gradients[beta.Index]);
        }
    }

    private (double Mean, double Inverse) Statistics(ReadOnlySpan<float> values, int[] run)
    {
        (double mean, double variance) = RunStatistics.Of(values, run);
        return (mean, 1 / Math.Sqrt(variance + epsilon));
    }

    private double[] Values(PassBatch batch, PassWeight? weight, double missing) =>
        weight is null ? [.. Enumerable.Repeat(missing, _length)] : [.. batch.Weights[weight.Index].Select(value => (double)value)];
}
