using FashionRef.Engines;
using FashionRef.Models;
using FashionRef.Torch;
using FashionRef.Training;

namespace FashionRef.Harms.Ports;

/// <summary>Makes ported trainers.</summary>
internal sealed class PortedEngine(PortedSteps steps, Precision precision) : IEngine
{
    // It loads libtorch and sets its threads and memory. One thread, because the mistakes are tried side by side.
    private readonly TorchEngine _torch = new(threads: 1, precision);

    /// <summary>A model to compute in the place of the one that is asked for, with weights of the same shapes; null for none.</summary>
    public BuiltModel? Model { get; init; }

    public string Name => "ported";

    public IReadOnlyDictionary<string, string> Versions => _torch.Versions;

    public string Code => _torch.Code;

    public Precision Precision => _torch.Precision;

    public ITrainer CreateTrainer(BuiltModel model, CrossEntropy loss, Adam optimizer, TrainerState state) =>
        new PortedTrainer(Model ?? model, steps, optimizer, state, Precision);

    public IInference CreatePredictor(BuiltModel model, IReadOnlyList<WeightValues> weights) =>
        new TrainersInference(CreateTrainer(model, CrossEntropy.OfLogits, new Adam(Notebook.LearningRate), TrainerState.Initial(model, weights)));
}
