using FashionRef.Data.Fetching;

namespace FashionRef.Data.Sources;

/// <summary>
/// Debian's package of the data set (Ubuntu and other descendants carry it too): what is installed, else the package
/// itself, downloaded and unpacked in a private folder. Nothing is installed and no root is needed.
/// </summary>
internal sealed class DebianPackageSource(DebianTools tools) : IDatasetSource
{
    private const string Package = "dataset-fashion-mnist";
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(100);

    // As root, apt-get switches to another user, who may not write to a private folder; and its own timeouts are minutes.
    private static readonly string[] Options =
        ["-q", "-o", "APT::Sandbox::User=root", "-o", "Acquire::Retries=1", "-o", "Acquire::http::Timeout=15", "-o", "Acquire::https::Timeout=15"];

    private FolderSource? _unpacked;

    public string Name => $"Debian's package {Package}";

    public async Task<SourceAnswer> ServeAsync(
        DatasetFile file, DatasetCache cache, IFetchObserver observer, CancellationToken cancellationToken)
    {
        if (Directory.Exists(tools.InstalledFolder))
        {
            FolderSource installed = new(Name, tools.InstalledFolder);
            SourceAnswer answer = await installed.ServeAsync(file, cache, observer, cancellationToken).ConfigureAwait(false);
            if (answer == SourceAnswer.Served)
            {
                return answer;
            }
        }

        if (_unpacked is null)
        {
            string folder;
            try
            {
                folder = cache.CreatePrivateFolder();
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                return SourceAnswer.Unusable($"it cannot be unpacked in '{cache.Folder}' ({exception.Message.TrimEnd('.')})");
            }

            if (await UnpackAsync(folder, observer, cancellationToken).ConfigureAwait(false) is { } fault)
            {
                return SourceAnswer.Unusable(fault);
            }

            _unpacked = new FolderSource(Name, Path.Combine(folder, "usr", "share", "datasets", "fashion-mnist"));
        }

        return await _unpacked.ServeAsync(file, cache, observer, cancellationToken).ConfigureAwait(false);
    }

    private async Task<string?> UnpackAsync(string folder, IFetchObserver observer, CancellationToken cancellationToken)
    {
        ChildResult result = await DownloadAsync(folder, [], observer, cancellationToken).ConfigureAwait(false);
        if (result is { Ended: true, Fault: not null })
        {
            // Where 'apt-get update' has never run the package is unknown. Lists of our own need no root.
            string state = Path.Combine(folder, "state");
            string cache = Path.Combine(folder, "cache");
            Directory.CreateDirectory(Path.Combine(state, "lists", "partial"));
            Directory.CreateDirectory(Path.Combine(cache, "archives", "partial"));
            string[] ownLists = ["-o", $"Dir::State={state}", "-o", $"Dir::Cache={cache}"];
            result = await ChildProcess.RunAsync(
                tools.AptGet, [.. Options, .. ownLists, "update"], folder, tools.UpdateTimeout, cancellationToken).ConfigureAwait(false);
            if (result.Fault is null)
            {
                // An update that reaches no server still ends with 0; its warning explains the next failure.
                string? warning = result.Warning;
                result = await DownloadAsync(folder, ownLists, observer, cancellationToken).ConfigureAwait(false);
                if (result.Fault is not null && warning is not null)
                {
                    return $"{result.Fault}; its update said: {warning}";
                }
            }
        }

        if (result.Fault is not null)
        {
            return result.Fault;
        }

        if (Directory.GetFiles(folder, Package + "_*.deb") is not [string package])
        {
            return "apt-get ended with 0 but left no package";
        }

        result = await ChildProcess.RunAsync(
            tools.DpkgDeb, ["-x", package, folder], folder, tools.ExtractTimeout, cancellationToken).ConfigureAwait(false);
        return result.Fault;
    }

    private async Task<ChildResult> DownloadAsync(
        string folder, string[] lists, IFetchObserver observer, CancellationToken cancellationToken)
    {
        // Nearly all of the package is the four .gz files.
        long total = FashionMnist.Files.All.Sum(file => file.GzipLength);
        Task<ChildResult> download = ChildProcess.RunAsync(
            tools.AptGet, [.. Options, .. lists, "download", Package], folder, tools.DownloadTimeout, cancellationToken);
        while (!download.IsCompleted)
        {
            await Task.WhenAny(download, Task.Delay(Poll, CancellationToken.None)).ConfigureAwait(false);
            if (BytesIn(folder) is long received and > 0)
            {
                observer.Downloading(new DownloadProgress(Name, Package, received, Math.Max(received, total)));
            }
        }

        return await download.ConfigureAwait(false);
    }

    private static long BytesIn(string folder)
    {
        try
        {
            return new DirectoryInfo(folder).EnumerateFiles(Package + "_*.deb*").Sum(file => file.Length);
        }
        catch (IOException)
        {
            // apt-get renamed the file between its listing and its measuring; the next look will see it.
            return 0;
        }
    }
}
