using FashionRef.Data.Fetching;

namespace FashionRef.Data.Sources;

/// <summary>The cache itself, in its place among the sources.</summary>
internal sealed class CacheSource(DatasetCache cache) : IDatasetSource
{
    public string Name => $"cache '{cache.Folder}'";

    public Task<SourceAnswer> ServeAsync(
        DatasetFile file, DatasetCache target, IFetchObserver observer, CancellationToken cancellationToken) =>
        Task.FromResult(cache.Verify(file, cancellationToken) is { } fault ? SourceAnswer.Lacks(fault) : SourceAnswer.Served);
}
