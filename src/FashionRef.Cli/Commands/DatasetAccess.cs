using FashionRef.Cli.Output;
using FashionRef.Data;
using FashionRef.Data.Fetching;
using Spectre.Console;

namespace FashionRef.Cli.Commands;

/// <summary>The data set, for every command that needs it.</summary>
internal static class DatasetAccess
{
    /// <summary>The data files that may be read; no output may replace them.</summary>
    /// <param name="dataFolder">A folder that the user named, or null.</param>
    /// <param name="artifactsFolder">The folder of all output.</param>
    public static IEnumerable<string> Files(string? dataFolder, string artifactsFolder) =>
        from folder in new[] { dataFolder, CacheFolder(artifactsFolder) }
        where Directory.Exists(folder)
        from file in Directory.EnumerateFiles(folder, "*ubyte*")
        select file;

    /// <summary>Fetches missing files and shows progress; silent when the cache is complete.</summary>
    /// <param name="dataFolder">A folder that the user named, or null.</param>
    /// <param name="artifactsFolder">The folder of all output.</param>
    /// <param name="console">Where to show it.</param>
    /// <param name="cancellationToken">Stops the fetch.</param>
    /// <returns>What the fetch did.</returns>
    /// <exception cref="FashionRefException">No source serves, or the cache cannot be written (machine cannot).</exception>
    public static async Task<FetchResult> FetchAsync(
        string? dataFolder, string artifactsFolder, IAnsiConsole console, CancellationToken cancellationToken)
    {
        using DatasetFetcher fetcher = DatasetFetcher.CreateDefault(new FetchOptions
        {
            CacheFolder = CacheFolder(artifactsFolder),
            NamedFolder = dataFolder,
        });
        bool downloads = !fetcher.IsComplete(cancellationToken);
        return await DownloadProgressBar.ShowAsync(
            console, downloads, observer => fetcher.FetchAsync(observer, cancellationToken)).ConfigureAwait(false);
    }

    /// <summary>Fetches what is missing, and loads the data set.</summary>
    /// <param name="dataFolder">A folder that the user named, or null.</param>
    /// <param name="artifactsFolder">The folder of all output.</param>
    /// <param name="console">Where to show it.</param>
    /// <param name="cancellationToken">Stops the fetch.</param>
    /// <returns>The data set.</returns>
    /// <exception cref="FashionRefException">No source serves, or the cache cannot be written (machine cannot).</exception>
    public static async Task<Dataset> OpenAsync(
        string? dataFolder, string artifactsFolder, IAnsiConsole console, CancellationToken cancellationToken)
    {
        FetchResult result = await FetchAsync(dataFolder, artifactsFolder, console, cancellationToken).ConfigureAwait(false);
        return DatasetLoader.Load(result.Folder);
    }

    private static string CacheFolder(string artifactsFolder) => Path.Combine(artifactsFolder, "data");
}
