namespace FashionRef.Data.Fetching;

/// <summary>An observer that ignores all events.</summary>
internal sealed class SilentObserver : IFetchObserver
{
    public static SilentObserver Instance { get; } = new();

    public void Waiting(string cacheFolder)
    {
    }

    public void Asking(string source)
    {
    }

    public void Downloading(DownloadProgress progress)
    {
    }

    public void Served(ServedFile file)
    {
    }

    public void Skipped(SkippedSource source)
    {
    }
}
