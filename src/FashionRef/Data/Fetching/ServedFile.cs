namespace FashionRef.Data.Fetching;

/// <summary>A file that is now verified in the cache, and who served it.</summary>
/// <param name="Name">The file's name, without <c>.gz</c>.</param>
/// <param name="Source">The source's name.</param>
public sealed record ServedFile(string Name, string Source);
