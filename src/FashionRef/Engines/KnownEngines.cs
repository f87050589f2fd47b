using FashionRef.Engines.Exact;
using FashionRef.Models;

namespace FashionRef.Engines;

/// <summary>The names of this project's engines. The gate knows them all; a program has those that it was built with.</summary>
public static class KnownEngines
{
    /// <summary>TorchSharp on the processor, the package FashionRef.Torch.</summary>
    public const string Torch = "torch";

    /// <summary>This project's kernels, with the same bits everywhere: <see cref="ExactEngine"/>.</summary>
    public const string Exact = ExactEngine.EngineName;

    /// <summary>The engine to use where none is named.</summary>
    public const string Default = Torch;

    /// <summary>More threads than any machine has processors.</summary>
    public const int MostThreads = 1024;

    /// <summary>All names.</summary>
    public static IReadOnlyList<string> Names { get; } = [Torch, Exact];

    /// <summary>The engine to use for a precision where none is named.</summary>
    /// <param name="precision">The precision.</param>
    public static string DefaultFor(Precision precision) => precision == Precision.Float32 ? Default : Torch;

    /// <summary>
    /// Whether an engine gives the same bits on every processor, operating system and number of threads, as long as its
    /// <see cref="IEngine.Versions"/> are the same. False for names that are not this project's.
    /// </summary>
    /// <param name="name">An engine's name.</param>
    public static bool HasSameBitsEverywhere(string name) => name == Exact;
}
