using FashionRef.Models.Layers;

namespace FashionRef.Engines.Exact.Backpropagation.Normalizations;

/// <summary>
/// Batch normalization on the last axis with the batch's own mean and biased variance:
/// <c>y = x·s + (beta - mean·s)</c> with <c>s = gamma/sqrt(variance + epsilon)</c>. The moving averages follow in float32, as Keras'.
/// </summary>
internal sealed class BatchNormalizationPass : BatchPass
{
    private readonly BatchNormalization _layer;
    private readonly BatchNormalizationWeights _weights;
    private readonly ThreadTeam _team;
    private readonly int _channels;
    private readonly double[] _mean;
    private readonly double[] _inverse;
    private readonly double[] _scale;
    private readonly double[] _shift;
    private readonly double[] _ofInput;
    private readonly double[] _sumOfGradients;
    private readonly double[] _sumOfProducts;
    private readonly DoubleSums _sums;
    private readonly DoubleSums _products;
    private readonly WorkJob _addValues;
    private readonly WorkJob _addSquares;
    private readonly WorkJob _scaleValues;
    private readonly WorkJob _addGradients;
    private readonly WorkJob _combine;
    private PassBatch? _batch;

    /// <summary>Makes room.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="channels">The last axis' size.</param>
    /// <param name="weights">Its weights.</param>
    /// <param name="input">The values.</param>
    /// <param name="output">The normalized ones.</param>
    /// <param name="team">Shares the work.</param>
    public BatchNormalizationPass(BatchNormalization layer, int channels, BatchNormalizationWeights weights, BatchValues input, BatchValues output, ThreadTeam team)
        : base(input, output)
    {
        _layer = layer;
        _weights = weights;
        _team = team;
        _channels = channels;
        (_mean, _inverse, _scale, _shift) = (new double[channels], new double[channels], new double[channels], new double[channels]);
        (_ofInput, _sumOfGradients, _sumOfProducts) = (new double[channels], new double[channels], new double[channels]);
        (_sums, _products) = (new DoubleSums(channels), new DoubleSums(channels));
        _addValues = InChunks(sample => WideColumns.Add(Input.Sample(sample), _sums.Of(sample)));
        _addSquares = InChunks(sample => WideColumns.AddSquares(Input.Sample(sample), _mean, _sums.Of(sample)));
        _scaleValues = InChunks(sample => WideColumns.Scale(Input.Sample(sample), _scale, _shift, Output.Sample(sample)));
        _addGradients = InChunks(AddGradients);
        _combine = InChunks(sample => WideColumns.Combine(Output.Gradients(sample, 0), _scale, Input.Sample(sample), _ofInput, _shift, Input.Gradients(sample, 0)));
    }

    private int Rows => _batch!.Count * (Input.Length / _channels);

    public override void Begin(PassBatch batch)
    {
        _batch = batch;
        _sums.Reserve(batch.Count);
        _products.Reserve(batch.Count);
    }

    public override void Forward()
    {
        PassBatch batch = _batch!;
        int chunks = new Chunk(batch.Count).Count;
        _team.Run(chunks, _addValues);
        Divide(_sums.Total(), _mean);
        _team.Run(chunks, _addSquares);
        Divide(_sums.Total(), _inverse);
        Move(batch.Weights[_weights.MovingMean.Index], _mean);
        Move(batch.Weights[_weights.MovingVariance.Index], _inverse);
        for (int c = 0; c < _channels; c++)
        {
            _inverse[c] = 1 / Math.Sqrt(_inverse[c] + _layer.Epsilon);
            _scale[c] = _inverse[c] * (_weights.Gamma is { } gamma ? batch.Weights[gamma.Index][c] : 1);
            _shift[c] = (_weights.Beta is { } beta ? batch.Weights[beta.Index][c] : 0) - (_mean[c] * _scale[c]);
        }

        _team.Run(chunks, _scaleValues);
    }

    // dx = s·(dy - mean(dy) - (x - mean)/(variance + epsilon)·mean(dy·(x - mean))), written as dy·s + (x·a + b).
    public override void Backward()
    {
        int chunks = new Chunk(_batch!.Count).Count;
        _team.Run(chunks, _addGradients);
        _sums.Total().CopyTo(_sumOfGradients);
        _products.Total().CopyTo(_sumOfProducts);
        if (!PassesGradients)
        {
            return;
        }

        for (int c = 0; c < _channels; c++)
        {
            _ofInput[c] = -_scale[c] * _inverse[c] * _inverse[c] * _sumOfProducts[c] / Rows;
            _shift[c] = (-_scale[c] * _sumOfGradients[c] / Rows) - (_mean[c] * _ofInput[c]);
        }

        _team.Run(chunks, _combine);
    }

    public override void End(float[][] gradients)
    {
        for (int c = 0; c < _channels; c++)
        {
            if (_weights.Gamma is { IsTrainable: true } gamma)
            {
                gradients[gamma.Index][c] = (float)(_sumOfProducts[c] * _inverse[c]);
            }

            if (_weights.Beta is { IsTrainable: true } beta)
            {
                gradients[beta.Index][c] = (float)_sumOfGradients[c];
            }
        }
    }

    private void AddGradients(int sample)
    {
        ReadOnlySpan<float> gradients = Output.Gradients(sample, 0);
        WideColumns.Add(gradients, _sums.Of(sample));
        WideColumns.AddProducts(gradients, Input.Sample(sample), _mean, _products.Of(sample));
    }

    private void Divide(ReadOnlySpan<double> sums, double[] target)
    {
        for (int c = 0; c < target.Length; c++)
        {
            target[c] = sums[c] / Rows;
        }
    }

    private void Move(float[] moving, double[] batch)
    {
        (float momentum, float rest) = ((float)_layer.Momentum, (float)(1 - _layer.Momentum));
        for (int c = 0; c < moving.Length; c++)
        {
            float old = moving[c] * momentum;
            moving[c] = old + ((float)batch[c] * rest);
        }
    }

    private WorkJob InChunks(Action<int> ofSample) => new((chunk, _) =>
    {
        (int first, int end) = new Chunk(_batch!.Count).Range(chunk);
        for (int sample = first; sample < end; sample++)
        {
            ofSample(sample);
        }
    });
}

/// <summary>The weights of a batch normalization.</summary>
/// <param name="Gamma">Null for ones.</param>
/// <param name="Beta">Null for zeros.</param>
/// <param name="MovingMean">Follows the batches' means.</param>
/// <param name="MovingVariance">Follows the batches' biased variances.</param>
internal sealed record BatchNormalizationWeights(PassWeight? Gamma, PassWeight? Beta, PassWeight MovingMean, PassWeight MovingVariance);
