namespace FashionRef.Data.Fetching;

/// <summary>Receives the events of a fetch, in order, from one thread at a time.</summary>
public interface IFetchObserver
{
    /// <summary>Another fetch holds the cache; this one waits for it to end.</summary>
    /// <param name="cacheFolder">The cache.</param>
    void Waiting(string cacheFolder);

    /// <summary>A source is being asked; nothing may follow for a while, until its host answers.</summary>
    /// <param name="source">The source's name.</param>
    void Asking(string source);

    /// <summary>Bytes have arrived.</summary>
    /// <param name="progress">How far the download has come.</param>
    void Downloading(DownloadProgress progress);

    /// <summary>A file that the cache lacked is now verified and there.</summary>
    /// <param name="file">Which file, from where.</param>
    void Served(ServedFile file);

    /// <summary>A source could not serve all it was asked for.</summary>
    /// <param name="source">Which source, and why not.</param>
    void Skipped(SkippedSource source);
}
