using System.Globalization;
using FashionRef.Engines.Backpropagation;
using FashionRef.Engines.Exact.Backpropagation;
using FashionRef.Engines.Exact.Inference;
using FashionRef.Engines.Exact.Lanes;
using FashionRef.Engines.Losses;
using FashionRef.Models;

namespace FashionRef.Engines.Exact;

/// <summary>This project's kernels in C#: the same bits on every processor, operating system and thread count, in float32.</summary>
public sealed class ExactEngine : IEngine
{
    /// <summary>This engine's name in records and folders.</summary>
    public const string EngineName = "exact";

    /// <summary>Raised whenever the engine's bits change: hashes of different versions are not comparable.</summary>
    public const int Arithmetic = 1;

    private readonly int _threads;

    /// <summary>Creates the engine; its threads start with the first step of a trainer.</summary>
    /// <param name="threads">How many threads share the work, at least 1. The bits do not depend on it.</param>
    public ExactEngine(int threads)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        _threads = threads;
    }

    /// <inheritdoc/>
    public string Name => EngineName;

    /// <inheritdoc/>
    public string Code => EngineCode.OfLibrary;

    /// <inheritdoc/>
    public Precision Precision => Precision.Float32;

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, string> Versions { get; } = new SortedDictionary<string, string>(StringComparer.Ordinal)
    {
        ["Exact"] = Arithmetic.ToString(CultureInfo.InvariantCulture),
    };

    /// <summary>Times the parts of a trainer's steps; null for no timing.</summary>
    public StepClock? Clock { get; init; }

    /// <inheritdoc/>
    public ITrainer CreateTrainer(BuiltModel model, CrossEntropy loss, Adam optimizer, TrainerState state) => LaneWidth.Best switch
    {
        16 => new ExactTrainer<Lanes16>(model, loss, optimizer, state, _threads, Clock),
        8 => new ExactTrainer<Lanes8>(model, loss, optimizer, state, _threads, Clock),
        _ => new ExactTrainer<Lanes4>(model, loss, optimizer, state, _threads, Clock),
    };

    /// <inheritdoc/>
    public ICompiledTrainer CreateTrainer(CompiledModel compiled, TrainerState state, ulong seed, double pixelDivisor = 1)
    {
        ArgumentNullException.ThrowIfNull(compiled);
        return new CompiledTrainer<float>(
            compiled, state, seed, pixelDivisor, CreateBackpropagation(compiled.Model, compiled.Loss), weights => CreatePredictor(compiled.Model, weights));
    }

    /// <summary>The training pass for a model of any layers. It holds threads, which end with it.</summary>
    /// <param name="model">The model.</param>
    /// <param name="loss">Its loss.</param>
    /// <exception cref="FashionRefException">There is no pass for a layer (bad request).</exception>
    public IBackpropagation<float> CreateBackpropagation(BuiltModel model, LossSettings loss) => LaneWidth.Best switch
    {
        16 => new ExactBackpropagation<Lanes16>(model, loss, _threads),
        8 => new ExactBackpropagation<Lanes8>(model, loss, _threads),
        _ => new ExactBackpropagation<Lanes4>(model, loss, _threads),
    };

    /// <inheritdoc/>
    public IInference CreatePredictor(BuiltModel model, IReadOnlyList<WeightValues> weights) => LaneWidth.Best switch
    {
        16 => new ExactPredictor<Lanes16>(model, weights, _threads),
        8 => new ExactPredictor<Lanes8>(model, weights, _threads),
        _ => new ExactPredictor<Lanes4>(model, weights, _threads),
    };
}
