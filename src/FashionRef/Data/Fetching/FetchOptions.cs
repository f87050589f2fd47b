namespace FashionRef.Data.Fetching;

/// <summary>What a caller decides about a fetch.</summary>
public sealed record FetchOptions
{
    /// <summary>Where the verified files are kept, usually <c>artifacts/data</c>; made when it is missing.</summary>
    public required string CacheFolder { get; init; }

    /// <summary>A folder with the files (.gz or plain) that the user named, asked first; or null.</summary>
    public string? NamedFolder { get; init; }
}
