using FashionRef.Engines;
using FashionRef.Models;

namespace FashionRef.Tests.Engines;

/// <summary>An engine under another's name and version: what follows from the name needs no kernels of its own.</summary>
internal sealed class RenamedEngine(IEngine engine, string name, string version) : IEngine
{
    public string Name => name;

    public IReadOnlyDictionary<string, string> Versions { get; } = new Dictionary<string, string> { ["Renamed"] = version };

    public string Code => engine.Code;

    public Precision Precision => engine.Precision;

    public ITrainer CreateTrainer(BuiltModel model, CrossEntropy loss, Adam optimizer, TrainerState state) =>
        engine.CreateTrainer(model, loss, optimizer, state);

    public IInference CreatePredictor(BuiltModel model, IReadOnlyList<WeightValues> weights) => engine.CreatePredictor(model, weights);
}
