namespace FashionRef.Speed;

/// <summary>How long a block of work took.</summary>
/// <param name="StepMilliseconds">The mean of its timed steps, what the runtime did between them included.</param>
/// <param name="EvaluationMilliseconds">Of the logits of the whole test set.</param>
/// <param name="HandOverNanoseconds"><see cref="HandOver"/> before the steps; null with one thread or one processor.</param>
/// <param name="PartMilliseconds">Of the parts of a timed step, by name; what is between them has none.</param>
/// <param name="PeakMemoryBytes">The most memory that the process has had in RAM until now; 0 where the system does not tell.</param>
internal sealed record WorkAnswer(
    double StepMilliseconds,
    double EvaluationMilliseconds,
    double? HandOverNanoseconds,
    IReadOnlyDictionary<string, double> PartMilliseconds,
    long PeakMemoryBytes);
