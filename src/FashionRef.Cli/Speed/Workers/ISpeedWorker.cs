namespace FashionRef.Cli.Speed.Workers;

/// <summary>A worker as the measurement sees it.</summary>
internal interface ISpeedWorker : IDisposable
{
    /// <summary>What it measures.</summary>
    SpeedForm Form { get; }

    /// <summary>Its description of itself.</summary>
    WorkerGreeting Greeting { get; }

    /// <summary>Makes it do a block of work.</summary>
    /// <param name="request">The work.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>How long it took.</returns>
    /// <exception cref="FashionRefException">The worker cannot do it.</exception>
    Task<WorkAnswer> AskAsync(WorkRequest request, CancellationToken cancellationToken);
}
