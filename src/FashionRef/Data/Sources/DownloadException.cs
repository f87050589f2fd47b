namespace FashionRef.Data.Sources;

/// <summary>An attempt at a download failed.</summary>
/// <param name="severity">What the failure means for the next attempt.</param>
/// <param name="reason">What happened, without a full stop.</param>
internal sealed class DownloadException(DownloadSeverity severity, string reason) : Exception(reason)
{
    public DownloadSeverity Severity { get; } = severity;
}

/// <summary>What a failed attempt means for the next one.</summary>
internal enum DownloadSeverity
{
    /// <summary>Try again, from where it stopped.</summary>
    Transient,

    /// <summary>This file is not available there; another may be.</summary>
    FileUnavailable,

    /// <summary>The host does not answer at all.</summary>
    HostDead,
}
