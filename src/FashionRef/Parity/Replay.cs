using FashionRef.Engines;
using FashionRef.Models;
using FashionRef.Training;

namespace FashionRef.Parity;

/// <summary>The results of an engine from a trace's initial weights and batches.</summary>
/// <param name="Steps">Loss and correct predictions of each replayed step.</param>
/// <param name="FirstGradients">Of the first step's mean loss, by the model's own paths.</param>
/// <param name="Marks">The model at the trace's marks, up to the last replayed step.</param>
public sealed record Replay(
    IReadOnlyList<BatchResult> Steps,
    IReadOnlyList<WeightValues> FirstGradients,
    IReadOnlyDictionary<int, ReplayedMark> Marks);

/// <summary>The engine's model after some steps.</summary>
/// <param name="Weights">In Keras' order.</param>
/// <param name="Test">Its results on the test set, if the trace has Keras' there.</param>
public sealed record ReplayedMark(IReadOnlyList<WeightValues> Weights, ReplayedTest? Test);

/// <summary>The engine's model on the test set.</summary>
/// <param name="Result">What it predicts.</param>
/// <param name="Loss">See <see cref="TraceTest.Loss"/>.</param>
public sealed record ReplayedTest(TestResult Result, double Loss);
