namespace FashionRef.Cli.Speed.Workers;

/// <summary>How long a block of work took.</summary>
/// <param name="Times">What was measured.</param>
/// <param name="PeakMemoryBytes">The most memory that the process has had in RAM until now; 0 if the system does not report it.</param>
internal sealed record WorkAnswer(RoundTimes Times, long PeakMemoryBytes);

/// <summary>A block of work: training steps, then one evaluation of the test set.</summary>
/// <param name="Steps">Training steps to time, at least 1; one more before them is not timed.</param>
/// <param name="Busy">Whether neighbours are busy: the distance of processors cannot be measured then.</param>
internal sealed record WorkRequest(int Steps, bool Busy);

/// <summary>A worker's description of itself, sent once it is ready.</summary>
/// <param name="EngineVersions">The versions that its engine's bits depend on.</param>
/// <param name="Vectors">The vectors that it uses, <see cref="SpeedForms.Vectors"/>.</param>
internal sealed record WorkerGreeting(IReadOnlyDictionary<string, string> EngineVersions, string? Vectors);
