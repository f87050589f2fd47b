namespace FashionRef.Data.Fetching;

/// <summary>A source that could not serve all it was asked for.</summary>
/// <param name="Source">The source's name.</param>
/// <param name="Reason">Why not, in one line.</param>
public sealed record SkippedSource(string Source, string Reason);
