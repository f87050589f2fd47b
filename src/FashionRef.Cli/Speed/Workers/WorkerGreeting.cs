namespace FashionRef.Cli.Speed.Workers;

/// <summary>What a worker says of itself once it is ready.</summary>
/// <param name="EngineVersions">What decides its engine's bits.</param>
/// <param name="Vectors">What it computes with, <see cref="SpeedForms.Vectors"/>.</param>
internal sealed record WorkerGreeting(IReadOnlyDictionary<string, string> EngineVersions, string? Vectors);
