using FashionRef.Data.Sources;

namespace FashionRef.Data.Fetching;

/// <summary>
/// Brings the four files into the cache: asks one source after another until each file is there and has the known
/// SHA-256. Any number of fetches, in any number of processes, may run at once.
/// </summary>
public sealed class DatasetFetcher : IDisposable
{
    // A working mirror needs one or two; the limit ends loops.
    private const int MostRedirections = 10;

    private readonly DatasetFiles _files;
    private readonly DatasetCache _cache;
    private readonly IReadOnlyList<IDatasetSource> _sources;
    private readonly HttpClient _client;

    /// <param name="files">What is wanted.</param>
    /// <param name="options">The cache and the named folder.</param>
    /// <param name="client">Makes the sources' requests; disposed with the fetcher.</param>
    /// <param name="remote">The sources to ask after the named folder and the cache.</param>
    internal DatasetFetcher(DatasetFiles files, FetchOptions options, HttpClient client, IEnumerable<IDatasetSource> remote)
    {
        _files = files;
        _cache = new DatasetCache(options.CacheFolder);
        _client = client;
        NamesFolder = !string.IsNullOrEmpty(options.NamedFolder);
        IEnumerable<IDatasetSource> named = NamesFolder
            ? [new FolderSource($"folder '{options.NamedFolder}'", Path.GetFullPath(options.NamedFolder!))]
            : [];
        _sources = [.. named, new CacheSource(_cache), .. remote];
    }

    /// <summary>How long to wait for another fetch into the same cache: longer than a slow one takes.</summary>
    internal TimeSpan LockTimeout { get; init; } = TimeSpan.FromMinutes(15);

    private bool NamesFolder { get; }

    /// <summary>Creates a fetcher of Fashion-MNIST that knows all sources.</summary>
    /// <param name="options">The cache and the named folder.</param>
    /// <returns>The fetcher, to be disposed.</returns>
    public static DatasetFetcher CreateDefault(FetchOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        HttpPolicy policy = new();
        HttpClient client = CreateClient(policy);
        return new DatasetFetcher(
            FashionMnist.Files,
            options,
            client,
            [
                new HttpSource(
                    "Keras' mirror", new Uri("https://storage.googleapis.com/tensorflow/tf-keras-datasets/"), client, policy),
                new HttpSource(
                    "GitHub repository zalandoresearch/fashion-mnist",
                    new Uri("https://raw.githubusercontent.com/zalandoresearch/fashion-mnist/master/data/fashion/"),
                    client,
                    policy),
                new DebianPackageSource(new DebianTools()),
            ]);
    }

    /// <summary>Checks whether the cache holds all four files already, each with the known SHA-256. Files are hashed once per fetcher.</summary>
    /// <param name="cancellationToken">Stops the check.</param>
    /// <returns>Whether a fetch would have nothing to download.</returns>
    public bool IsComplete(CancellationToken cancellationToken) =>
        _files.All.All(file => _cache.Verify(file, cancellationToken) is null);

    /// <summary>As <see cref="FetchAsync(IFetchObserver, CancellationToken)"/>, without an observer.</summary>
    /// <param name="cancellationToken">Stops the fetch.</param>
    /// <returns>Where the files are, which source served each, and why others were skipped.</returns>
    /// <exception cref="FashionRefException">No source serves a file, or the cache cannot be written (machine cannot).</exception>
    public Task<FetchResult> FetchAsync(CancellationToken cancellationToken = default) =>
        FetchAsync(SilentObserver.Instance, cancellationToken);

    /// <summary>Makes sure that the cache holds all four files.</summary>
    /// <param name="observer">Called as the fetch proceeds.</param>
    /// <param name="cancellationToken">Stops the fetch; an interrupted download can be resumed by the next.</param>
    /// <returns>Where the files are, which source served each, and why others were skipped.</returns>
    /// <exception cref="FashionRefException">
    /// No source serves a file (the message has one line for each source), or the cache cannot be written (machine cannot).
    /// </exception>
    /// <exception cref="OperationCanceledException">The fetch was stopped.</exception>
    public async Task<FetchResult> FetchAsync(IFetchObserver observer, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(observer);
        if (IsComplete(cancellationToken))
        {
            // The usual case writes nothing, so it needs no lock and works on a read-only disk.
            return await AskAsync(observer, cancellationToken).ConfigureAwait(false);
        }

        using IDisposable held = await FetchLock
            .AcquireAsync(_cache.Folder, LockTimeout, () => observer.Waiting(_cache.Folder), cancellationToken).ConfigureAwait(false);
        try
        {
            _cache.RemoveTemporary();
            FetchResult result = await AskAsync(observer, cancellationToken).ConfigureAwait(false);
            foreach (DatasetFile file in _files.All)
            {
                new PartFile(_cache.Folder, file).Delete();
            }

            return result;
        }
        finally
        {
            _cache.RemoveTemporary();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    internal static HttpClient CreateClient(HttpPolicy policy) =>
        new(new SocketsHttpHandler { ConnectTimeout = policy.ConnectTimeout, MaxAutomaticRedirections = MostRedirections }) { Timeout = Timeout.InfiniteTimeSpan };

    private async Task<FetchResult> AskAsync(IFetchObserver observer, CancellationToken cancellationToken)
    {
        List<DatasetFile> missing = [.. _files.All];
        List<ServedFile> served = [];
        List<SkippedSource> skipped = [];
        foreach (IDatasetSource source in _sources)
        {
            observer.Asking(source.Name);
            List<string> reasons = [];
            foreach (DatasetFile file in missing.ToArray())
            {
                bool isNews = !_cache.Holds(file);
                SourceAnswer answer = await source.ServeAsync(file, _cache, observer, cancellationToken).ConfigureAwait(false);
                if (answer.Reason is null)
                {
                    ServedFile entry = new(file.Name, source.Name);
                    missing.Remove(file);
                    served.Add(entry);
                    if (isNews)
                    {
                        observer.Served(entry);
                    }

                    continue;
                }

                reasons.Add(answer.Reason);
                if (!answer.AskAgain)
                {
                    break;
                }
            }

            if (reasons.Count > 0)
            {
                SkippedSource entry = new(source.Name, InOneLine(reasons));
                skipped.Add(entry);
                observer.Skipped(entry);
            }

            if (missing.Count == 0)
            {
                return new FetchResult(_cache.Folder, served, skipped);
            }
        }

        throw NobodyServes(missing, skipped);
    }

    private static string InOneLine(List<string> reasons) => reasons.Count switch
    {
        1 => reasons[0],
        2 => $"{reasons[0]} (and 1 more file is not available there)",
        _ => $"{reasons[0]} (and {reasons.Count - 1} more files are not available there)",
    };

    private FashionRefException NobodyServes(List<DatasetFile> missing, List<SkippedSource> skipped)
    {
        IEnumerable<string> lines = skipped.Select(source => $"  {source.Source}: {source.Reason}");
        string firstLine = $"No source serves {string.Join(", ", missing.Select(file => $"'{file.Name}'"))}.";
        return NamesFolder
            ? new(FaultKind.MachineCannot, firstLine)
            {
                Details = [.. lines, "Put the four files (.gz or plain) into the named folder, or connect to the internet."],
            }
            : new(FaultKind.MachineCannot, firstLine) { Details = [.. lines], Remedy = Remedy.NameTheData };
    }
}
