using System.Numerics;
using System.Reflection;
using FashionRef.Engines;
using FashionRef.Engines.Backpropagation;
using FashionRef.Models;
using FashionRef.Torch.KerasTraining;
using TorchSharp;

namespace FashionRef.Torch;

/// <summary>The plain reference: TorchSharp on the processor.</summary>
public sealed class TorchEngine : IEngine
{
    /// <summary>This engine's name in records and folders.</summary>
    public const string EngineName = KnownEngines.Torch;

    /// <summary>Loads libtorch.</summary>
    /// <param name="threads">How many threads libtorch uses inside an operation, at least 1. The bits depend on it.</param>
    /// <param name="precision">The precision to compute with.</param>
    /// <exception cref="FashionRefException">libtorch cannot be loaded on this machine (machine cannot).</exception>
    public TorchEngine(int threads, Precision precision = Precision.Float32)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        TorchLibrary.EnsureLoaded();
        NativeHeap.KeepFreedMemory();
        torch.set_num_threads(threads);
        Precision = precision;

        // After loading, because reading libtorch's version would load it.
        Versions = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["TorchSharp"] = typeof(torch).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0],
            ["libtorch"] = torch.__version__,
        };
    }

    /// <inheritdoc/>
    public string Name => EngineName;

    /// <inheritdoc/>
    public string Code { get; } = EngineCode.With(SourceHash.Sha256);

    /// <inheritdoc/>
    public Precision Precision { get; }

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, string> Versions { get; }

    /// <summary>How it uses libtorch.</summary>
    public TorchForm Form { get; init; } = TorchForm.Fast;

    /// <summary>
    /// Whether trainers of compiled models have the constants of formulas as doubles. Keras on TensorFlow has gelu's root of 1/2 as float32 even in
    /// float64; the training traces were made with a double.
    /// </summary>
    public bool HasPlainConstants { get; init; }

    /// <summary>Times the parts of a trainer's steps; null for no timing.</summary>
    public StepClock? Clock { get; init; }

    /// <summary>
    /// The instruction set of libtorch's kernels on this processor: <c>AVX512</c>, <c>AVX2</c> or <c>DEFAULT</c>. Null before an engine was
    /// created, and on systems other than Linux on x64.
    /// </summary>
    public static string? ReadCapability() => AtenCapability.Read();

    /// <inheritdoc/>
    public ITrainer CreateTrainer(BuiltModel model, CrossEntropy loss, Adam optimizer, TrainerState state) =>
        new TorchTrainer(model, loss, optimizer, state, Precision, Form, Clock);

    /// <inheritdoc/>
    public ICompiledTrainer CreateTrainer(CompiledModel compiled, TrainerState state, ulong seed, double pixelDivisor = 1)
    {
        ArgumentNullException.ThrowIfNull(compiled);
        return Precision == Precision.Float32 ? Create<float>() : Create<double>();

        CompiledTrainer<T> Create<T>()
            where T : unmanaged, IBinaryFloatingPointIeee754<T> => new(
                compiled, state, seed, pixelDivisor, new TorchBackpropagation<T>(compiled.Model, compiled.Loss, HasPlainConstants), weights => CreatePredictor(compiled.Model, weights));
    }

    /// <inheritdoc/>
    public IInference CreatePredictor(BuiltModel model, IReadOnlyList<WeightValues> weights) => new TorchPredictor(model, weights, Precision, Form);
}
