using FashionRef.Cli.Speed.Load;

namespace FashionRef.Cli.Speed;

/// <summary>What one form needed in one round.</summary>
/// <param name="StepMilliseconds">The mean of the timed training steps, what the runtime did between them included.</param>
/// <param name="EvaluationMilliseconds">For the logits of the whole test set.</param>
/// <param name="HandOverNanoseconds"><see cref="HandOver"/> before the steps; null with one thread or one processor.</param>
/// <param name="PartMilliseconds">Of the parts of a timed step, by name; what is between them has none.</param>
internal readonly record struct RoundTimes(
    double StepMilliseconds,
    double EvaluationMilliseconds,
    double? HandOverNanoseconds,
    IReadOnlyDictionary<string, double> PartMilliseconds);
