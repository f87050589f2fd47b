using System.Reflection;
using FashionRef.Models;
using TorchSharp;

namespace FashionRef.Engines.Torch;

/// <summary>The plain reference: TorchSharp on the processor, float32.</summary>
public sealed class TorchEngine : IEngine
{
    /// <summary>Loads libtorch.</summary>
    /// <param name="threads">How many threads libtorch uses inside an operation, at least 1. They are part of the bits.</param>
    /// <exception cref="FashionRefException">libtorch cannot be loaded on this machine (exit code 3).</exception>
    public TorchEngine(int threads)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        TorchLibrary.EnsureLoaded();
        NativeHeap.KeepFreedMemory();
        torch.set_num_threads(threads);

        // Only now: asking libtorch's version loads it.
        Versions = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["TorchSharp"] = typeof(torch).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0],
            ["libtorch"] = torch.__version__,
        };
    }

    /// <inheritdoc/>
    public string Name => "torch";

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, string> Versions { get; }

    /// <inheritdoc/>
    public ITrainer CreateTrainer(BuiltModel model, Adam optimizer, TrainerState state) => new TorchTrainer(model, optimizer, state);
}
