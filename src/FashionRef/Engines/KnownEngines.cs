using System.Globalization;
using FashionRef.Engines.Exact;
using FashionRef.Engines.Torch;
using FashionRef.Models;

namespace FashionRef.Engines;

/// <summary>This program's engines by their names.</summary>
public static class KnownEngines
{
    /// <summary>The engine that computes where none is named. build/Pipeline.proj names the same.</summary>
    public const string Default = TorchEngine.EngineName;

    /// <summary>All names, as <c>--engine</c> takes them.</summary>
    public static IReadOnlyList<string> Names { get; } = [TorchEngine.EngineName, ExactEngine.EngineName];

    /// <summary>The engine that computes with a precision where none is named.</summary>
    /// <param name="precision">The precision.</param>
    public static string DefaultFor(Precision precision) => precision == Precision.Float32 ? Default : TorchEngine.EngineName;

    /// <summary>
    /// Whether an engine gives the same bits on every processor, operating system and number of threads, as long as its
    /// <see cref="IEngine.Versions"/> are the same. False for names that are not this program's.
    /// </summary>
    /// <param name="name">An engine's name.</param>
    public static bool HasSameBitsEverywhere(string name) => name == ExactEngine.EngineName;

    /// <summary>Makes an engine.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <param name="threads">How many threads it uses, at least 1.</param>
    /// <param name="precision">What it computes with.</param>
    /// <exception cref="FashionRefException">
    /// There is no such engine, or it does not compute with that precision (exit code 2), or it cannot be loaded on this machine (3).
    /// </exception>
    public static IEngine Create(string name, int threads, Precision precision = Precision.Float32) => (name, precision) switch
    {
        (TorchEngine.EngineName, _) => new TorchEngine(threads, precision),
        (ExactEngine.EngineName, Precision.Float32) => new ExactEngine(threads),
        (ExactEngine.EngineName, _) => throw new FashionRefException(
            ExitCode.BadRequest,
            $"Engine '{name}' does not compute in {precision.ToString().ToLower(CultureInfo.InvariantCulture)}: legal is float32. "
            + $"For float64 take --engine {TorchEngine.EngineName}."),
        _ => throw new FashionRefException(ExitCode.BadRequest, $"There is no engine '{name}': legal are {string.Join(" and ", Names)}."),
    };
}
