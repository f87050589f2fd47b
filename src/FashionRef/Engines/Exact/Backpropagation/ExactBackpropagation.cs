using FashionRef.Engines.Backpropagation;
using FashionRef.Engines.Exact.Backpropagation.Elementwise;
using FashionRef.Engines.Exact.Lanes;
using FashionRef.Engines.Losses;
using FashionRef.Models;

namespace FashionRef.Engines.Exact.Backpropagation;

/// <summary>The loss of a batch and its gradients for any model, on the engine's kernels: the same bits on every machine and with any number of threads.</summary>
/// <typeparam name="TLanes">The vector type.</typeparam>
internal sealed class ExactBackpropagation<TLanes> : IBackpropagation<float>
    where TLanes : struct, ILanes<TLanes>
{
    private readonly ThreadTeam _team;
    private readonly PassList _list;
    private readonly IReadOnlyList<PassGroup> _groups;
    private readonly LossPass _lossPass;
    private readonly LossFunction _loss;
    private readonly LossReduction _reduction;
    private readonly WeightPenalty[] _penalties;
    private readonly WorkJob _lossOfSample;
    private TrainingBatch<float>? _batch;
    private double[] _losses = [];
    private double _divisor;

    /// <summary>Creates the passes.</summary>
    /// <param name="model">The model.</param>
    /// <param name="loss">Its loss.</param>
    /// <param name="threads">How many threads share the work, at least 1.</param>
    /// <exception cref="FashionRefException">There is no pass for a layer (bad request).</exception>
    public ExactBackpropagation(BuiltModel model, LossSettings loss, int threads)
    {
        _team = new ThreadTeam(threads);
        _list = PassList.Of<TLanes>(model, loss, _team);
        _groups = _list.InGroups(_team);
        _lossPass = (LossPass)_list.Passes[_list.LossPlace];
        _loss = new LossFunction(loss, _list.Source);
        _reduction = loss.Reduction;
        _penalties = [.. PenaltiesOf(model)];
        _lossOfSample = new WorkJob((sample, _) => LossOf(sample));
    }

    /// <inheritdoc/>
    public BatchLoss Run(float[][] weights, TrainingBatch<float> batch, float[][] gradients, Span<float> outputs)
    {
        ArgumentNullException.ThrowIfNull(weights);
        ArgumentNullException.ThrowIfNull(batch);
        ArgumentNullException.ThrowIfNull(gradients);
        ArgumentOutOfRangeException.ThrowIfLessThan(batch.Samples, 1, nameof(batch));
        _batch = batch;
        Begin(weights, batch);
        foreach (PassGroup group in _groups)
        {
            group.Forward(batch.Samples);
        }

        int results = _list.Output.Length;
        for (int sample = 0; sample < batch.Samples; sample++)
        {
            _list.Output.Sample(sample).CopyTo(outputs.Slice(sample * results, results));
        }

        double loss = Loss(batch);
        foreach (PassGroup group in _groups.Reverse())
        {
            group.Backward(batch.Samples);
        }

        double penalty = 0;
        foreach (Pass pass in _list.Passes)
        {
            pass.End(gradients);
            penalty += pass is ActivityPass activity ? activity.Total : 0;
        }

        foreach (WeightPenalty own in _penalties)
        {
            penalty += WeightPenalty.Of(own.Penalty, weights[own.Weight.Index]);
            own.AddTo(weights[own.Weight.Index], gradients[own.Weight.Index]);
        }

        return new BatchLoss(loss + penalty, penalty);
    }

    /// <inheritdoc/>
    public void Dispose() => _team.Dispose();

    private static IEnumerable<WeightPenalty> PenaltiesOf(BuiltModel model)
    {
        Dictionary<string, int> places = model.Weights.Select((weight, i) => (weight.Path, i)).ToDictionary(weight => weight.Path, weight => weight.i);
        return from layer in model.Chain
               from weight in layer.Weights
               where weight.Spec.IsTrainable && layer.Layer.Regularizers.ContainsKey(weight.Spec.Name)
               select new WeightPenalty(new PassWeight(places[weight.Path], weight.Shape.Count, IsTrainable: true), layer.Layer.Regularizers[weight.Spec.Name]);
    }

    private void Begin(float[][] weights, TrainingBatch<float> batch)
    {
        _list.Input.Reserve(batch.Samples, _team.Threads);
        foreach (Pass pass in _list.Passes)
        {
            pass.Output.Reserve(batch.Samples, _team.Threads);
        }

        int length = _list.Input.Length;
        for (int sample = 0; sample < batch.Samples; sample++)
        {
            batch.Inputs.AsSpan(sample * length, length).CopyTo(_list.Input.Sample(sample));
        }

        PassBatch own = new(batch.Samples, weights, batch.Random);
        foreach (Pass pass in _list.Passes)
        {
            pass.Begin(own);
        }
    }

    private double Loss(TrainingBatch<float> batch)
    {
        _divisor = _reduction switch
        {
            LossReduction.Sum => 1,
            LossReduction.MeanWithSampleWeight when batch.SampleWeights is { } weights => SumOf(weights.AsSpan(0, batch.Samples)),
            _ => batch.Samples,
        };
        _losses = _losses.Length < batch.Samples ? new double[batch.Samples] : _losses;
        _team.Run(batch.Samples, _lossOfSample);
        double sum = 0;
        for (int sample = 0; sample < batch.Samples; sample++)
        {
            sum += _losses[sample];
        }

        return sum / _divisor;
    }

    private void LossOf(int sample)
    {
        int results = _lossPass.Output.Length;
        double weight = _batch!.SampleWeights is { } weights ? weights[sample] : 1;
        double[] values = Widened(_lossPass.Output.Sample(sample));
        double[] targets = Widened(_batch.Targets.AsSpan(sample * results, results));
        double[] gradients = new double[results];
        _losses[sample] = weight * _loss.OfSample(values, targets, weight / _divisor, gradients);
        Span<float> rounded = _lossPass.OfLoss(sample);
        for (int i = 0; i < results; i++)
        {
            rounded[i] = (float)gradients[i];
        }
    }

    private static double[] Widened(ReadOnlySpan<float> values)
    {
        double[] wide = new double[values.Length];
        for (int i = 0; i < values.Length; i++)
        {
            wide[i] = values[i];
        }

        return wide;
    }

    private static double SumOf(ReadOnlySpan<float> values)
    {
        double sum = 0;
        foreach (float value in values)
        {
            sum += value;
        }

        return sum;
    }
}
