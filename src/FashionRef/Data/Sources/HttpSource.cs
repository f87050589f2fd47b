using FashionRef.Data.Fetching;
using FashionRef.Files;
using Polly;
using Polly.Retry;

namespace FashionRef.Data.Sources;

/// <summary>A web server that offers the .gz files side by side.</summary>
internal sealed class HttpSource : IDatasetSource
{
    private readonly HttpDownload _download;
    private readonly int _attempts;
    private readonly ResiliencePipeline _retry;

    /// <param name="name">How messages call it.</param>
    /// <param name="baseAddress">Ends in a slash; the files' names follow.</param>
    /// <param name="client">Makes the requests; has no timeout of its own.</param>
    /// <param name="policy">How patient to be.</param>
    public HttpSource(string name, Uri baseAddress, HttpClient client, HttpPolicy policy)
    {
        Name = name;
        _attempts = policy.Retries + 1;
        _download = new HttpDownload(name, baseAddress, client, policy);
        _retry = new ResiliencePipelineBuilder()
            .AddRetry(new RetryStrategyOptions
            {
                ShouldHandle = new PredicateBuilder()
                    .Handle<DownloadException>(exception => exception.Severity == DownloadSeverity.Transient),
                MaxRetryAttempts = policy.Retries,
                Delay = policy.RetryDelay,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
            })
            .Build();
    }

    public string Name { get; }

    public async Task<SourceAnswer> ServeAsync(
        DatasetFile file, DatasetCache cache, IFetchObserver observer, CancellationToken cancellationToken)
    {
        PartFile part = new(cache.Folder, file);
        try
        {
            await _retry.ExecuteAsync(
                async token =>
                {
                    bool resumed = await _download.ContinueAsync(file, part, observer, token).ConfigureAwait(false);
                    Store(file, cache, part, resumed, token);
                },
                cancellationToken).ConfigureAwait(false);
            return SourceAnswer.Served;
        }
        catch (DownloadException exception)
        {
            switch (exception.Severity)
            {
                case DownloadSeverity.FileUnavailable:
                    part.Delete();
                    return SourceAnswer.Lacks(exception.Message);
                case DownloadSeverity.Transient:
                    return SourceAnswer.Unusable($"{exception.Message}, the last of {_attempts} attempts");
                default:
                    return SourceAnswer.Unusable(exception.Message);
            }
        }
        catch (Exception exception) when (WriteFault.Is(exception))
        {
            throw new FashionRefException(
                FaultKind.MachineCannot,
                $"The download of '{file.GzipName}' cannot be kept in '{cache.Folder}': {WriteFault.Reason(cache.Folder, exception)} Free space.",
                exception)
            {
                Remedy = Remedy.OtherFolder,
            };
        }
    }

    private static void Store(DatasetFile file, DatasetCache cache, PartFile part, bool resumed, CancellationToken cancellationToken)
    {
        try
        {
            using Stream content = part.OpenRead();
            cache.Store(file, content, cancellationToken);
        }
        catch (ContentFaultException exception)
        {
            part.Delete();
            // Two halves that do not fit say nothing about the source: try once more, from the beginning.
            throw new DownloadException(
                resumed ? DownloadSeverity.Transient : DownloadSeverity.FileUnavailable,
                $"'{file.GzipName}' {exception.Message}");
        }

        part.Delete();
    }
}
