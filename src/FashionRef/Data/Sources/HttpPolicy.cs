namespace FashionRef.Data.Sources;

/// <summary>How patient a download is.</summary>
internal sealed record HttpPolicy
{
    /// <summary>How long a host may take to accept a connection, its name's look-up included. It is not asked again.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a connected host may send less than <see cref="StallBytes"/>.</summary>
    public TimeSpan StallTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Fewer bytes than this within <see cref="StallTimeout"/> count as none: a trickle would take hours.</summary>
    public int StallBytes { get; init; } = 4096;

    /// <summary>How often an interrupted download is resumed.</summary>
    public int Retries { get; init; } = 3;

    /// <summary>The wait before the first retry; it doubles each time, with jitter.</summary>
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromMilliseconds(500);
}
