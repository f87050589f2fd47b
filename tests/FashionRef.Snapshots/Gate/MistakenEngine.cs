using FashionRef.Engines;
using FashionRef.Engines.Exact;
using FashionRef.Harms.Ports;
using FashionRef.Models;
using FashionRef.Training;

namespace FashionRef.Snapshots.Gate;

/// <summary>
/// The Exact engine with a mistake of a porter; as it stands it has none. Whole trainings take it, because it is the quicker one: which
/// checks see which mistake is asked of the port in <see cref="Deviations"/>, piece by piece.
/// </summary>
internal sealed class MistakenEngine : IEngine
{
    // One, because the trainings go side by side. It never shows in the bits.
    private readonly ExactEngine _exact = new(threads: 1);

    /// <summary>The optimizer's settings.</summary>
    public Func<Adam, Adam> Optimizer { get; init; } = adam => adam;

    /// <summary>What the pixels are divided by.</summary>
    public int? Divisor { get; init; }

    public string Name => _exact.Name;

    public IReadOnlyDictionary<string, string> Versions => _exact.Versions;

    public string Code => _exact.Code;

    public Precision Precision => _exact.Precision;

    public ITrainer CreateTrainer(BuiltModel model, CrossEntropy loss, Adam optimizer, TrainerState state)
    {
        Adam mistaken = Optimizer(optimizer);
        return Divisor is { } divisor
            ? new DividedPixelsTrainer(divisor, mistaken, state, start => _exact.CreateTrainer(model, loss, mistaken, start))
            : _exact.CreateTrainer(model, loss, mistaken, state);
    }

    public IInference CreatePredictor(BuiltModel model, IReadOnlyList<WeightValues> weights) =>
        new TrainersInference(CreateTrainer(model, CrossEntropy.OfLogits, new Adam(Notebook.LearningRate), TrainerState.Initial(model, weights)));
}
