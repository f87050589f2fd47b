using FashionRef.Data.Fetching;

namespace FashionRef.Tests.Data;

/// <summary>Remembers what a fetch told.</summary>
internal sealed class RecordingObserver : IFetchObserver
{
    public int Waits { get; private set; }

    public List<string> Asked { get; } = [];

    public List<DownloadProgress> Progress { get; } = [];

    public List<ServedFile> ServedFiles { get; } = [];

    public List<SkippedSource> SkippedSources { get; } = [];

    public void Waiting(string cacheFolder) => Waits++;

    public void Asking(string source) => Asked.Add(source);

    public void Downloading(DownloadProgress progress) => Progress.Add(progress);

    public void Served(ServedFile file) => ServedFiles.Add(file);

    public void Skipped(SkippedSource source) => SkippedSources.Add(source);
}
