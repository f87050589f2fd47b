using FashionRef.Engines;
using FashionRef.Models;

namespace FashionRef.Parity;

/// <summary>What an engine computed from a trace's start and batches.</summary>
/// <param name="Steps">Loss and right answers of each step that was replayed.</param>
/// <param name="FirstGradients">Of the first step's mean loss, by the model's own paths.</param>
/// <param name="Marks">The model at the trace's marks, as far as it was replayed.</param>
public sealed record Replay(
    IReadOnlyList<BatchResult> Steps,
    IReadOnlyList<WeightValues> FirstGradients,
    IReadOnlyDictionary<int, ReplayedMark> Marks);
