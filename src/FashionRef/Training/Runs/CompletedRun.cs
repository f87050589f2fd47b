using FashionRef.Engines;
using FashionRef.Models;

namespace FashionRef.Training.Runs;

/// <summary>A run that reached its last epoch.</summary>
/// <param name="Settings">What decided its bits.</param>
/// <param name="Model">The model that was trained.</param>
/// <param name="History">Every epoch, in order.</param>
/// <param name="State">The trained weights, and what further epochs would need.</param>
/// <param name="Test">What the trained model says of the test set.</param>
public sealed record CompletedRun(
    RunSettings Settings,
    BuiltModel Model,
    IReadOnlyList<EpochMetrics> History,
    TrainerState State,
    TestResult Test);
