namespace FashionRef.Cli.Speed.Load;

/// <summary>A figure of each case of a <see cref="LoadRound"/>.</summary>
/// <param name="OneQuiet">One thread, the machine for itself.</param>
/// <param name="SeveralQuiet">All threads, the machine for themselves.</param>
/// <param name="OneLoaded">One thread beside busy neighbours.</param>
/// <param name="SeveralLoaded">All threads beside busy neighbours.</param>
internal sealed record LoadCases(Quartiles OneQuiet, Quartiles SeveralQuiet, Quartiles OneLoaded, Quartiles SeveralLoaded);
