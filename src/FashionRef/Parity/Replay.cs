using FashionRef.Engines;
using FashionRef.Models;
using FashionRef.Training;

namespace FashionRef.Parity;

/// <summary>What an engine computed from a trace's start and batches.</summary>
/// <param name="Steps">Loss and right answers of each step that was replayed.</param>
/// <param name="FirstGradients">Of the first step's mean loss, by the model's own paths.</param>
/// <param name="Marks">The model at the trace's marks, as far as it was replayed.</param>
public sealed record Replay(
    IReadOnlyList<BatchResult> Steps,
    IReadOnlyList<WeightValues> FirstGradients,
    IReadOnlyDictionary<int, ReplayedMark> Marks);

/// <summary>What the engine's model was after some steps.</summary>
/// <param name="Weights">In Keras' order.</param>
/// <param name="Test">What it said of the test set.</param>
/// <param name="Loss">See <see cref="TraceTest.Loss"/>.</param>
public sealed record ReplayedMark(IReadOnlyList<WeightValues> Weights, TestResult Test, double Loss);
