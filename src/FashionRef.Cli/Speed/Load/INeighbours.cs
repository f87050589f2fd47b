namespace FashionRef.Cli.Speed.Load;

/// <summary>Other programs of the machine, as the measurement sees them.</summary>
internal interface INeighbours : IDisposable
{
    /// <summary>Lets them all work, or rest; when it is done they do.</summary>
    /// <param name="busy">Whether they work.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="FashionRefException">One has ended (machine cannot).</exception>
    Task TurnAsync(bool busy, CancellationToken cancellationToken);
}
