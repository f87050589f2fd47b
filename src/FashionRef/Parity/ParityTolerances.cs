using System.Collections.Immutable;
using FashionRef.Models;

namespace FashionRef.Parity;

/// <summary>How far a replay may be from its trace. The defaults come from the measurement in docs/parity.md.</summary>
/// <param name="Losses">Largest relative errors by step, in order; later steps are not judged.</param>
/// <param name="StepCounts">The largest difference in correct predictions, of all judged steps together.</param>
/// <param name="FirstGradients">The largest error of the first step's gradients.</param>
/// <param name="Weights">Largest errors by step, in order; later marks are not judged.</param>
/// <param name="TestCounts">The largest difference in correct predictions, of all judged marks together.</param>
/// <param name="TestErrors">The largest error of the test loss (relative) and of a probability (absolute) at a judged mark.</param>
public sealed record ParityTolerances(
    ImmutableArray<ToleranceThrough> Losses,
    int StepCounts,
    double FirstGradients,
    ImmutableArray<ToleranceThrough> Weights,
    int TestCounts,
    double TestErrors)
{
    /// <summary>The last step that is judged.</summary>
    public int LastStep => Losses[^1].Step;

    /// <summary>Whether the weights at a mark are judged, and its test results with them.</summary>
    /// <param name="step">The mark.</param>
    public bool JudgesWeightsAfter(int step) => step <= Weights[^1].Step;

    /// <summary>The defaults for a model in a precision.</summary>
    /// <param name="model">1 or 2.</param>
    /// <param name="precision">The precision of the trace.</param>
    public static ParityTolerances Default(int model, Precision precision) => (model, precision) switch
    {
        (1, Precision.Float64) => new([new(469, 1e-11)], 0, 1e-11, [new(469, 1e-9)], 0, 1e-9),
        (_, Precision.Float64) => new([new(40, 1e-11), new(55, 1e-8)], 0, 1e-11, [new(10, 1e-9)], 0, 1e-9),
        (1, Precision.Float32) => new([new(2, 3e-6), new(10, 1e-4), new(40, 1e-3)], 5, 1e-4, [new(2, 1e-3), new(10, 5e-3)], 10, 1e-3),
        _ => new([new(2, 3e-6), new(4, 1e-4), new(6, 3e-3)], 5, 1e-4, [new(2, 5e-3)], 10, 5e-3),
    };
}

/// <summary>A tolerance that holds up to a step.</summary>
/// <param name="Step">The last step that it holds for.</param>
/// <param name="Tolerance">The largest relative error.</param>
public readonly record struct ToleranceThrough(int Step, double Tolerance);
