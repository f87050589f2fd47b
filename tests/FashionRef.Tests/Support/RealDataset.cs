using FashionRef.Data;
using FashionRef.Data.Fetching;

namespace FashionRef.Tests.Support;

/// <summary>Fashion-MNIST itself, fetched into the repository's artifacts/data as every command does, loaded once.</summary>
internal static class RealDataset
{
    private static readonly Lazy<Dataset> Loaded = new(Fetch);

    public static Dataset Load() => Loaded.Value;

    private static Dataset Fetch()
    {
        using DatasetFetcher fetcher = DatasetFetcher.CreateDefault(new FetchOptions
        {
            CacheFolder = Path.Combine(Repository.Artifacts, "data"),
            NamedFolder = Environment.GetEnvironmentVariable("FASHIONREF_DATA"),
        });
        return DatasetLoader.Load(fetcher.FetchAsync(CancellationToken.None).GetAwaiter().GetResult().Folder);
    }
}
