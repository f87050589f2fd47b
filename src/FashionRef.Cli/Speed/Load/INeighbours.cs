namespace FashionRef.Cli.Speed.Load;

/// <summary>Other programs on the machine, as the benchmark controls them.</summary>
internal interface INeighbours : IDisposable
{
    /// <summary>Makes all of them work or rest; completes once they do.</summary>
    /// <param name="busy">Whether they work.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="FashionRefException">One has ended (machine cannot).</exception>
    Task TurnAsync(bool busy, CancellationToken cancellationToken);
}
