namespace FashionRef.Data.Fetching;

/// <summary>What a fetch did.</summary>
/// <param name="Folder">The cache: it holds all four files, decompressed, under their own names, each with the known SHA-256.</param>
/// <param name="Served">One entry per file.</param>
/// <param name="Skipped">The sources that could not serve, in the order in which they were asked.</param>
public sealed record FetchResult(string Folder, IReadOnlyList<ServedFile> Served, IReadOnlyList<SkippedSource> Skipped);
