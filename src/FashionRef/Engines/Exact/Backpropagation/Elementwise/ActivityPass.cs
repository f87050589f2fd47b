using FashionRef.Models;

namespace FashionRef.Engines.Exact.Backpropagation.Elementwise;

/// <summary>The penalty on a layer's outputs, divided by the batch size; it leaves the outputs as they are.</summary>
/// <param name="penalty">The penalty.</param>
/// <param name="values">The outputs.</param>
internal sealed class ActivityPass(Regularizer penalty, BatchValues values) : SamplePass(values, values)
{
    private double[] _ofSamples = [];
    private int _count;

    /// <summary>The batch's penalty.</summary>
    public double Total
    {
        get
        {
            double sum = 0;
            for (int sample = 0; sample < _count; sample++)
            {
                sum += _ofSamples[sample];
            }

            return sum / _count;
        }
    }

    public override bool ReadsOutput => true;

    public override void Begin(PassBatch batch)
    {
        _count = batch.Count;
        _ofSamples = _ofSamples.Length < _count ? new double[_count] : _ofSamples;
    }

    public override void Forward(int sample, int worker) => _ofSamples[sample] = WeightPenalty.Of(penalty, Output.Sample(sample));

    public override void Backward(int sample, int worker)
    {
        ReadOnlySpan<float> outputs = Output.Sample(sample);
        Span<float> gradients = Output.Gradients(sample, worker);
        for (int i = 0; i < outputs.Length; i++)
        {
            gradients[i] = (float)(gradients[i] + (WeightPenalty.Derivative(penalty, outputs[i]) / _count));
        }
    }
}
