using FashionRef.Engines;
using FashionRef.Models;

namespace FashionRef.Cli;

/// <summary>What is asked of an engine.</summary>
/// <param name="Threads">How many threads it uses, at least 1.</param>
/// <param name="Precision">What it computes with.</param>
/// <param name="Clock">Notes the parts of a trainer's steps; null does not.</param>
/// <param name="IsPlain">For an engine that has a plain form beside its fast one.</param>
internal sealed record EngineRequest(int Threads, Precision Precision = Precision.Float32, StepClock? Clock = null, bool IsPlain = false);

/// <summary>An engine of this program.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Create">Makes it; fails where it cannot be loaded on this machine.</param>
/// <param name="Capability">Its own word for the kernels that it takes on this processor, once it is loaded; null where it has none.</param>
internal sealed record InstalledEngine(string Name, Func<EngineRequest, IEngine> Create, Func<string?> Capability);
