using FashionRef.Engines;
using FashionRef.Engines.Exact;
using FashionRef.Engines.Exact.Lanes;
using FashionRef.Engines.Exact.Stages;
using FashionRef.Models;

namespace FashionRef.Snapshots.Gate;

/// <summary>
/// Trains as if the pixels were divided by a number. The engine takes bytes, so the first kernel is divided instead: a convolution of
/// x/255 with k is one of x with k/255. Its gradient is 255 times as large, and with it Adam's m and the root of v; so its step, a
/// 255th of the others', is made here of both.
/// </summary>
internal sealed class DividedPixelsTrainer : ITrainer
{
    private readonly ITrainer _trainer;
    private readonly Adam _optimizer;
    private readonly int _divisor;
    private readonly string _path;
    private readonly Parameter _kernel;
    private readonly float[] _before;
    private long _step;

    /// <summary>Makes it.</summary>
    /// <param name="divisor">What the pixels are divided by.</param>
    /// <param name="optimizer">How the weights move.</param>
    /// <param name="state">Where it starts.</param>
    /// <param name="create">Makes the Exact engine's trainer of a start.</param>
    public DividedPixelsTrainer(int divisor, Adam optimizer, TrainerState state, Func<TrainerState, ITrainer> create)
    {
        _divisor = divisor;
        _optimizer = optimizer;
        _step = state.Step;
        _path = state.Weights[0].Path;
        _trainer = create(state with { Weights = Scale(state.Weights, 1.0 / divisor) });
        _kernel = Parameters(_trainer).Single(parameter => parameter.Path == _path);
        _before = new float[_kernel.Values.Length];
    }

    public Precision Precision => _trainer.Precision;

    public BatchResult TrainStep(ReadOnlySpan<byte> pixels, ReadOnlySpan<byte> labels)
    {
        Span<float> kernel = _kernel.Values.Span;
        kernel.CopyTo(_before);
        BatchResult result = _trainer.TrainStep(pixels, labels);
        _step++;
        float stepSize = (float)_optimizer.StepSize(_step, Precision) / _divisor;
        float epsilon = (float)_optimizer.Epsilon * _divisor;
        ReadOnlySpan<float> first = _kernel.FirstMoment.Span;
        ReadOnlySpan<float> second = _kernel.SecondMoment.Span;
        for (int i = 0; i < kernel.Length; i++)
        {
            kernel[i] = _before[i] - (first[i] * stepSize / (MathF.Sqrt(second[i]) + epsilon));
        }

        return result;
    }

    public void Predict(ReadOnlySpan<byte> pixels, Span<double> logits, CancellationToken cancellationToken) =>
        _trainer.Predict(pixels, logits, cancellationToken);

    public TrainerState GetState()
    {
        TrainerState state = _trainer.GetState();
        return state with { Weights = Scale(state.Weights, _divisor) };
    }

    public void Dispose() => _trainer.Dispose();

    private static IEnumerable<Parameter> Parameters(ITrainer trainer) => trainer switch
    {
        ExactTrainer<Lanes16> wide => wide.Parameters,
        ExactTrainer<Lanes8> middle => middle.Parameters,
        _ => ((ExactTrainer<Lanes4>)trainer).Parameters,
    };

    private WeightValues[] Scale(IEnumerable<WeightValues> weights, double factor) =>
    [
        .. weights.Select(weight => weight.Path == _path ? weight with { Values = [.. weight.Values.Select(value => (double)(float)(value * factor))] } : weight),
    ];
}
