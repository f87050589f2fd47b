namespace FashionRef.Parity;

/// <summary>What a model was after some steps.</summary>
/// <param name="Weights">Every weight's fingerprint by its path.</param>
/// <param name="Test">What it said of the test set, when that was asked.</param>
public sealed record TraceMark(IReadOnlyDictionary<string, Fingerprint> Weights, TraceTest? Test = null);
