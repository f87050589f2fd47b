using FashionRef.Engines;
using FashionRef.Models;

namespace FashionRef.Training.Runs;

/// <summary>A run that completed its last epoch.</summary>
/// <param name="Settings">The settings that determine its bits.</param>
/// <param name="Model">The model that was trained.</param>
/// <param name="History">Every epoch, in order.</param>
/// <param name="State">The trained weights and the optimizer's state.</param>
/// <param name="Test">The trained model's results on the test set.</param>
public sealed record CompletedRun(
    RunSettings Settings,
    BuiltModel Model,
    IReadOnlyList<EpochMetrics> History,
    TrainerState State,
    TestResult Test)
{
    /// <summary>The weights that it started from.</summary>
    public required IReadOnlyList<WeightValues> InitialWeights { get; init; }
}
