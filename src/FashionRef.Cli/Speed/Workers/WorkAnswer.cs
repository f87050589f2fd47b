namespace FashionRef.Cli.Speed.Workers;

/// <summary>How long a block of work took.</summary>
/// <param name="Times">What was measured.</param>
/// <param name="PeakMemoryBytes">The most memory that the process has had in RAM until now; 0 where the system does not tell.</param>
internal sealed record WorkAnswer(RoundTimes Times, long PeakMemoryBytes);
