using FashionRef.Cli.Speed.Workers;

namespace FashionRef.Cli.Speed;

/// <summary>What one form needed in all rounds.</summary>
/// <param name="Form">The form.</param>
/// <param name="Greeting">What its worker said of itself.</param>
/// <param name="Rounds">In the rounds' order.</param>
/// <param name="PeakMemoryBytes">The most memory that its process had in RAM; 0 where the system does not tell.</param>
internal sealed record FormTimes(SpeedForm Form, WorkerGreeting Greeting, IReadOnlyList<RoundTimes> Rounds, long PeakMemoryBytes);
