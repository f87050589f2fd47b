namespace FashionRef.Speed;

/// <summary>Other programs of the machine, as the measurement sees them.</summary>
internal interface INeighbours : IDisposable
{
    /// <summary>Lets them all work, or rest; when it is done they do.</summary>
    /// <param name="busy">Whether they work.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="FashionRefException">One has ended (exit code 3).</exception>
    Task TurnAsync(bool busy, CancellationToken cancellationToken);
}
