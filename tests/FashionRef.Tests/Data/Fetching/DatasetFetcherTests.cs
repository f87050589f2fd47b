using FashionRef.Data;
using FashionRef.Data.Fetching;
using FashionRef.Data.Sources;
using FashionRef.Files;
using FashionRef.Tests.Data.Sources;

namespace FashionRef.Tests.Data.Fetching;

public sealed class DatasetFetcherTests
{
    private static readonly string[] AllNames = [.. TestFiles.Files.All.Select(file => file.Name).Order(StringComparer.Ordinal)];

    private static readonly HttpPolicy Quick = new()
    {
        StallTimeout = TimeSpan.FromSeconds(5),
        RetryDelay = TimeSpan.FromMilliseconds(1),
    };

    private TemporaryFolder _cache = null!;
    private TemporaryFolder _folder = null!;
    private RecordingObserver _observer = null!;

    [SetUp]
    public void SetUp()
    {
        _cache = new TemporaryFolder();
        _folder = new TemporaryFolder();
        _observer = new RecordingObserver();
    }

    [TearDown]
    public void TearDown()
    {
        _cache.Dispose();
        _folder.Dispose();
    }

    [Test]
    public async Task A_complete_cache_asks_nobody_and_writes_nothing()
    {
        TestFiles.WriteAll(_cache.Path, gzip: false);
        await using LocalServer server = LocalServer.OfFiles();

        FetchResult result = await FetchAsync(server);

        Assert.That(result.Folder, Is.EqualTo(_cache.Path));
        Assert.That(result.Served.Select(file => file.Source), Is.All.EqualTo($"cache '{_cache.Path}'"));
        Assert.That(result.Skipped, Is.Empty);
        Assert.That(_observer.ServedFiles, Is.Empty, "What was there before is no news.");
        Assert.That(server.Requests, Is.Empty);
        Assert.That(File.Exists(_cache[".lock"]), Is.False);
    }

    [Test]
    public async Task A_missing_cache_folder_is_made_and_filled()
    {
        string cache = _cache["artifacts/data"];
        await using LocalServer server = LocalServer.OfFiles();

        FetchResult result = await FetchAsync(server, cache: cache);

        Assert.That(result.Served.Select(file => file.Name), Is.EquivalentTo(AllNames));
        Assert.That(DatasetLoader.Load(result.Folder, TestFiles.Files).Train.Count, Is.EqualTo(TestFiles.TrainCount));
        Assert.That(result.Skipped.Single(), Is.EqualTo(new SkippedSource(
            $"cache '{cache}'", "'train-images-idx3-ubyte' does not exist (and 3 more files are not available there)")));
        Assert.That(_observer.SkippedSources, Is.EqualTo(result.Skipped));
        Assert.That(_observer.ServedFiles, Is.EqualTo(result.Served));
    }

    [Test]
    public async Task A_named_folder_comes_before_the_cache_and_the_servers([Values] bool gzip)
    {
        TestFiles.WriteAll(_folder.Path, gzip);
        await using LocalServer server = LocalServer.OfFiles();

        FetchResult result = await FetchAsync(server, named: _folder.Path);

        Assert.That(result.Served.Select(file => file.Source), Is.All.EqualTo($"folder '{_folder.Path}'"));
        Assert.That(server.Requests, Is.Empty);
        Assert.That(_observer.Asked, Is.EqualTo(new[] { $"folder '{_folder.Path}'" }));
        Assert.That(_cache.Entries, Is.EqualTo(AllNames));
    }

    [Test]
    public async Task A_named_folder_of_mnist_is_skipped_and_says_so_even_when_the_cache_is_complete()
    {
        TestFiles.WriteAll(_folder.Path, gzip: true, TestFiles.Mnist);
        TestFiles.WriteAll(_cache.Path, gzip: false);
        await using LocalServer server = LocalServer.OfFiles();

        FetchResult result = await FetchAsync(server, named: _folder.Path);

        Assert.That(result.Skipped.Single().Reason, Does.StartWith("'train-images-idx3-ubyte.gz' is MNIST (handwritten digits)"));
        Assert.That(result.Served.Select(file => file.Source), Is.All.StartsWith("cache"));
    }

    [Test]
    public async Task What_one_source_lacks_another_adds()
    {
        TestFiles.WriteAll(_folder.Path, gzip: true);
        File.Delete(_folder["t10k-images-idx3-ubyte.gz"]);
        await using LocalServer server = LocalServer.OfFiles();

        FetchResult result = await FetchAsync(server, named: _folder.Path);

        Assert.That(server.Requests.Select(request => request.FileName), Is.EqualTo(new[] { "t10k-images-idx3-ubyte.gz" }));
        Assert.That(result.Served, Has.Member(new ServedFile("t10k-images-idx3-ubyte", "server")));
        Assert.That(result.Served.Count(file => file.Source.StartsWith("folder", StringComparison.Ordinal)), Is.EqualTo(3));
    }

    [Test]
    public async Task A_damaged_cached_file_is_replaced()
    {
        TestFiles.WriteAll(_cache.Path, gzip: false);
        File.WriteAllBytes(_cache["train-images-idx3-ubyte"], TestFiles.Plain["train-images-idx3-ubyte"][..1000]);
        await using LocalServer server = LocalServer.OfFiles();

        FetchResult result = await FetchAsync(server);

        Assert.That(result.Skipped.Single().Reason, Is.EqualTo("'train-images-idx3-ubyte' ends after 1,000 of 31,376 bytes"));
        Assert.That(server.Requests, Has.Length.EqualTo(1));
        Assert.That(File.ReadAllBytes(_cache["train-images-idx3-ubyte"]), Is.EqualTo(TestFiles.Plain["train-images-idx3-ubyte"]));
    }

    [Test]
    public async Task When_nobody_serves_there_is_one_line_for_each_source_and_exit_code_3()
    {
        await using LocalServer server = new((_, _) => new ServerAnswer { Status = 404 });

        FashionRefException exception = Assert.ThrowsAsync<FashionRefException>(() => FetchAsync(server, named: _folder["none"]))!;

        Assert.That(exception.Kind, Is.EqualTo(FaultKind.MachineCannot));
        Assert.That(string.Join('\n', [exception.Message, .. exception.Details]), Is.EqualTo($"""
            No source serves 'train-images-idx3-ubyte', 't10k-images-idx3-ubyte', 'train-labels-idx1-ubyte', 't10k-labels-idx1-ubyte'.
              folder '{_folder["none"]}': there is no folder '{_folder["none"]}'
              cache '{_cache.Path}': 'train-images-idx3-ubyte' does not exist (and 3 more files are not available there)
              server: 'train-images-idx3-ubyte.gz' is answered with 404 Test (and 3 more files are not available there)
            Put the four files (.gz or plain) into the named folder, or connect to the internet.
            """));
        Assert.That(_cache.Entries, Is.Empty);
    }

    [Test]
    public async Task A_dead_host_is_asked_once_for_all_files()
    {
        LocalServer dead = LocalServer.OfFiles();
        await dead.DisposeAsync();

        FashionRefException exception = Assert.ThrowsAsync<FashionRefException>(() => FetchAsync(dead))!;

        Assert.That(exception.Details, Has.Some.Match(@"^  server: 127\.0\.0\.1 cannot be reached \([^)]*\)$"));
    }

    [Test]
    public async Task Leftovers_of_killed_fetches_are_removed()
    {
        Directory.CreateDirectory(_cache[".abc.tmp/deeper"]);
        await File.WriteAllTextAsync(_cache[".train-images-idx3-ubyte.xyz.tmp"], "half a file");
        await File.WriteAllTextAsync(_cache["train-labels-idx1-ubyte.gz.part"], "half a download");
        await using LocalServer server = LocalServer.OfFiles();

        await FetchAsync(server);

        Assert.That(_cache.Entries, Is.EqualTo(AllNames));
    }

    [Test]
    public async Task Several_fetches_at_once_download_each_file_once()
    {
        await using LocalServer server = LocalServer.OfFiles();

        FetchResult[] results = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => FetchAsync(server, observer: new RecordingObserver()))));

        Assert.That(results.Select(result => result.Served.Count), Is.All.EqualTo(4));
        Assert.That(server.Requests.Select(request => request.FileName), Is.EquivalentTo(TestFiles.Files.All.Select(file => file.GzipName)));
        Assert.That(_cache.Entries, Is.EqualTo(AllNames));
    }

    [Test]
    public async Task A_second_fetch_goes_on_when_the_first_fails()
    {
        await using LocalServer server = LocalServer.OfFiles();
        TaskCompletionSource holds = new();
        using CancellationTokenSource kill = new();
        await using LocalServer stalling = new((request, _) =>
        {
            holds.TrySetResult();
            return ServerAnswer.File(TestFiles.GzipOf(request.FileName), request).CutAt(100, ServerEnding.Stall);
        });
        Task<FetchResult> first = FetchAsync(stalling, observer: new RecordingObserver(), cancellationToken: kill.Token);
        await holds.Task;

        Task<FetchResult> second = FetchAsync(server);
        await Task.Delay(150);
        await kill.CancelAsync();

        Assert.That(async () => await first, Throws.InstanceOf<OperationCanceledException>());
        Assert.That((await second).Served, Has.Count.EqualTo(4));
        Assert.That(_observer.Waits, Is.EqualTo(1));
        Assert.That(_cache.Entries, Is.EqualTo(AllNames));
    }

    [Test]
    public async Task A_lock_that_is_never_freed_ends_in_exit_code_3()
    {
        await using LocalServer server = LocalServer.OfFiles();
        using FolderLock? held = FolderLock.TryAcquire(_cache.Path, out _);

        FashionRefException exception = Assert.ThrowsAsync<FashionRefException>(
            () => FetchAsync(server, lockTimeout: TimeSpan.FromMilliseconds(200)))!;

        Assert.That(exception.Kind, Is.EqualTo(FaultKind.MachineCannot));
        Assert.That(exception.Message, Does.StartWith($"Another fetch has held '{_cache[".lock"]}' for 0 s, by process {Environment.ProcessId} on '{Environment.MachineName}'. "));
        Assert.That(server.Requests, Is.Empty);
    }

    [Test]
    public async Task A_cache_that_cannot_be_made_ends_in_exit_code_3()
    {
        await File.WriteAllTextAsync(_cache["data"], "a file where the folder should be");
        await using LocalServer server = LocalServer.OfFiles();

        FashionRefException exception = Assert.ThrowsAsync<FashionRefException>(() => FetchAsync(server, cache: _cache["data"]))!;

        Assert.That(exception.Kind, Is.EqualTo(FaultKind.MachineCannot));
        Assert.That(exception.Message, Does.Contain("cannot be written"));
        Assert.That(exception.Remedy, Is.EqualTo(Remedy.OtherFolder));
    }

    private async Task<FetchResult> FetchAsync(
        LocalServer server,
        string? named = null,
        string? cache = null,
        RecordingObserver? observer = null,
        TimeSpan? lockTimeout = null,
        CancellationToken cancellationToken = default)
    {
        HttpClient client = DatasetFetcher.CreateClient(Quick);
        FetchOptions options = new()
        {
            CacheFolder = cache ?? _cache.Path,
            NamedFolder = named,
        };
        using DatasetFetcher fetcher = new(
            TestFiles.Files, options, client, [new HttpSource("server", server.Address, client, Quick)])
        {
            LockTimeout = lockTimeout ?? TimeSpan.FromSeconds(10),
        };
        return await fetcher.FetchAsync(observer ?? _observer, cancellationToken);
    }
}
