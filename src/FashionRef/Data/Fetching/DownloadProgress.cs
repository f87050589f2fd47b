namespace FashionRef.Data.Fetching;

/// <summary>How far a download has come.</summary>
/// <param name="Source">The source's name.</param>
/// <param name="Item">What is being downloaded: a file's name, or a package's.</param>
/// <param name="Received">Bytes on disk, including those of an earlier, interrupted attempt.</param>
/// <param name="Total">Bytes of the whole; an estimate until the source reports it.</param>
public readonly record struct DownloadProgress(string Source, string Item, long Received, long Total);
