using FashionRef.Engines;
using FashionRef.Models;

namespace FashionRef.Snapshots.Deviations;

/// <summary>Makes ported trainers.</summary>
internal sealed class PortedEngine(PortedSteps steps, Precision precision) : IEngine
{
    public string Name => "ported";

    public IReadOnlyDictionary<string, string> Versions { get; } = new Dictionary<string, string>();

    public Precision Precision => precision;

    public ITrainer CreateTrainer(BuiltModel model, CrossEntropy loss, Adam optimizer, TrainerState state) =>
        new PortedTrainer(model, steps, optimizer, state, precision);
}
