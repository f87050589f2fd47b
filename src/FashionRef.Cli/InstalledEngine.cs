using FashionRef.Engines;
using FashionRef.Models;

namespace FashionRef.Cli;

/// <summary>The settings of an engine to create.</summary>
/// <param name="Threads">How many threads it uses, at least 1.</param>
/// <param name="Precision">What it computes with.</param>
/// <param name="Clock">Times the parts of a trainer's steps; null for no timing.</param>
/// <param name="IsPlain">Whether to use the plain form of an engine that also has a faster one.</param>
/// <param name="HasPlainConstants">Whether constants that Keras has as float32 in every precision are doubles, as in its training traces.</param>
internal sealed record EngineRequest(
    int Threads, Precision Precision = Precision.Float32, StepClock? Clock = null, bool IsPlain = false, bool HasPlainConstants = false);

/// <summary>An engine of this program.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Create">Makes it; fails where it cannot be loaded on this machine.</param>
/// <param name="Capability">Its name for the kernels that it uses on this processor, once it is loaded; null if it has none.</param>
internal sealed record InstalledEngine(string Name, Func<EngineRequest, IEngine> Create, Func<string?> Capability);
