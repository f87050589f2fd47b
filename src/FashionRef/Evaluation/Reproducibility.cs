using FashionRef.Engines;

namespace FashionRef.Evaluation;

/// <summary>The guarantee of an engine's bits, in words.</summary>
public static class Reproducibility
{
    /// <summary>A sentence.</summary>
    /// <param name="engine">The engine's name.</param>
    public static string Of(string engine) => KnownEngines.HasSameBitsEverywhere(engine)
        ? $"With engine {engine} the same seed gives the same bits on every processor and operating system, with any number of threads."
        : $"With engine {engine} the same seed gives the same bits again on the same machine with the same number of threads.";
}
