namespace FashionRef.Data.Sources;

/// <summary>What a failed attempt means for the next one.</summary>
internal enum DownloadSeverity
{
    /// <summary>Try again, from where it broke off.</summary>
    Transient,

    /// <summary>This file cannot be had there; another may.</summary>
    FileUnavailable,

    /// <summary>The host does not answer at all.</summary>
    HostDead,
}
