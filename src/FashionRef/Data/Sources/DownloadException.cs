namespace FashionRef.Data.Sources;

/// <summary>An attempt at a download failed.</summary>
/// <param name="severity">What the failure means for the next attempt.</param>
/// <param name="reason">What happened, without a full stop.</param>
internal sealed class DownloadException(DownloadSeverity severity, string reason) : Exception(reason)
{
    public DownloadSeverity Severity { get; } = severity;
}
