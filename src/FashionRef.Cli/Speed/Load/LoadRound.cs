namespace FashionRef.Cli.Speed.Load;

/// <summary>What one thread and several needed in one round, each in turn, while neighbours rested and while they worked.</summary>
/// <param name="OneQuiet">One thread, the machine for itself.</param>
/// <param name="SeveralQuiet">All threads, the machine for themselves.</param>
/// <param name="OneLoaded">One thread beside busy neighbours.</param>
/// <param name="SeveralLoaded">All threads beside busy neighbours.</param>
internal sealed record LoadRound(RoundTimes OneQuiet, RoundTimes SeveralQuiet, RoundTimes OneLoaded, RoundTimes SeveralLoaded);
