using FashionRef.Models;

namespace FashionRef.Parity.Compiled;

/// <summary>What counts as equal beside a trace of version 2: a program may be as far away as right ones are, and ten times that in float32.</summary>
/// <param name="trace">The trace.</param>
/// <param name="precision">The replaying program's.</param>
internal sealed class TraceRule(TrainingTrace trace, Precision precision)
{
    // Where ten times the spread is more than this, right answers are not judged.
    private const double LargestJudged = 1e-4;

    private readonly bool _isSingle = precision == Precision.Float32;

    /// <summary>Of a step's loss, relative.</summary>
    /// <param name="step">From 0.</param>
    public double Loss(int step)
    {
        double spread = LossSpread(step);
        return _isSingle ? Math.Max(1e-6, 10 * spread) : Math.Max(1e-12, 1e-7 * spread);
    }

    /// <summary>Of the first gradients.</summary>
    public double FirstGradients => OfArrays(trace.Float32Spread.FirstGradients);

    /// <summary>Of the weights at a mark.</summary>
    /// <param name="mark">The number of steps.</param>
    public double Weights(int mark) => OfArrays(Largest(trace.Float32Spread.Weights, mark));

    /// <summary>Of the optimizer's variables at a mark.</summary>
    /// <param name="mark">The number of steps.</param>
    public double Slots(int mark) => OfArrays(Largest(trace.Float32Spread.Slots, mark));

    /// <summary>Whether the right answers of a step must be equal.</summary>
    /// <param name="step">From 0.</param>
    public bool JudgesAnswers(int step) => !_isSingle || (10 * LossSpread(step) < LargestJudged && !trace.Float32Spread.CorrectOff.Contains(step));

    private double OfArrays(double spread) => _isSingle ? Math.Max(1e-5, 10 * spread) : Math.Max(1e-11, 1e-7 * spread);

    private double LossSpread(int step) => trace.Float32Spread.Loss.Take(step + 1).Max();

    private static double Largest(IReadOnlyDictionary<int, double>? spreads, int mark) =>
        (spreads ?? new Dictionary<int, double>()).Where(spread => spread.Key <= mark).Select(spread => spread.Value).DefaultIfEmpty(0).Max();
}
