namespace FashionRef.Cli.Speed.Workers;

/// <summary>A block of work: training steps, then one evaluation of the test set.</summary>
/// <param name="Steps">Training steps to time, at least 1; one more before them is not timed.</param>
/// <param name="Busy">Whether neighbours work: how far apart processors stand cannot be measured then.</param>
internal sealed record WorkRequest(int Steps, bool Busy);
