using FashionRef.Models;
using FashionRef.Training;

namespace FashionRef.Parity;

/// <summary>What the engine's model was after some steps.</summary>
/// <param name="Weights">In Keras' order.</param>
/// <param name="Test">What it said of the test set.</param>
/// <param name="Loss">See <see cref="TraceTest.Loss"/>.</param>
public sealed record ReplayedMark(IReadOnlyList<WeightValues> Weights, TestResult Test, double Loss);
