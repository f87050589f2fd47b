using FashionRef.Data;
using FashionRef.Data.Fetching;
using FashionRef.Data.Sources;

namespace FashionRef.Tests.Data.Sources;

public sealed class HttpSourceTests
{
    private static readonly HttpPolicy Quick = new()
    {
        ConnectTimeout = TimeSpan.FromSeconds(1),
        StallTimeout = TimeSpan.FromSeconds(10),
        RetryDelay = TimeSpan.FromMilliseconds(1),
    };

    private static readonly HttpPolicy Impatient = Quick with { StallTimeout = TimeSpan.FromSeconds(0.5), Retries = 1 };

    private static readonly byte[] Gzip = TestFiles.GzipOf(TestFiles.Images40.Name);

    private TemporaryFolder _folder = null!;
    private RecordingObserver _observer = null!;

    [SetUp]
    public void SetUp()
    {
        _folder = new TemporaryFolder();
        _observer = new RecordingObserver();
    }

    [TearDown]
    public void TearDown() => _folder.Dispose();

    [Test]
    public async Task A_good_server_is_asked_once_and_progress_reaches_the_end()
    {
        await using LocalServer server = LocalServer.OfFiles();

        SourceAnswer answer = await AskAsync(server.Address);

        AssertServed(answer);
        Assert.That(server.Requests, Is.EqualTo(new[] { new ServerRequest(TestFiles.Images40.GzipName, null, null) }));
        Assert.That(_observer.Progress[^1].Received, Is.EqualTo(Gzip.Length));
        Assert.That(_observer.Progress[^1].Total, Is.EqualTo(Gzip.Length));
        Assert.That(_observer.Progress.Select(progress => progress.Received), Is.Ordered);
    }

    [TestCase(ServerEnding.Close)]
    [TestCase(ServerEnding.Stall)]
    public async Task A_download_that_breaks_off_continues_where_it_stood(object ending)
    {
        await using LocalServer server = new((request, number) => number == 0
            ? ServerAnswer.File(Gzip, request).CutAt(10_000, (ServerEnding)ending)
            : ServerAnswer.File(Gzip, request));

        AssertServed(await AskAsync(server.Address, policy: ending is ServerEnding.Stall ? Impatient : Quick));
        Assert.That(server.Requests, Has.Length.EqualTo(2));
        Assert.That(server.Requests[1], Is.EqualTo(new ServerRequest(TestFiles.Images40.GzipName, 10_000, "\"v1\"")));
    }

    [Test]
    public async Task A_reset_connection_is_tried_again()
    {
        await using LocalServer server = new((request, number) => number == 0
            ? ServerAnswer.File(Gzip, request).CutAt(10_000, ServerEnding.Reset)
            : ServerAnswer.File(Gzip, request));

        AssertServed(await AskAsync(server.Address));
        Assert.That(server.Requests, Has.Length.EqualTo(2));
    }

    [Test]
    public async Task A_server_without_ranges_starts_over()
    {
        await using LocalServer server = new((request, number) =>
        {
            ServerAnswer whole = new() { Body = Gzip };
            return number == 0 ? whole.CutAt(10_000, ServerEnding.Close) : whole;
        });

        AssertServed(await AskAsync(server.Address));
        Assert.That(server.Requests[1].RangeStart, Is.EqualTo(10_000), "Without a version the range is asked for all the same.");
    }

    [Test]
    public async Task A_file_that_changed_on_the_server_meanwhile_starts_over()
    {
        byte[] repacked = [.. Gzip[..^1], (byte)(Gzip[^1] ^ 1)];
        await using LocalServer server = new((request, number) => number == 0
            ? ServerAnswer.File(repacked, request, "\"old\"").CutAt(10_000, ServerEnding.Close)
            : ServerAnswer.File(Gzip, request, "\"new\""));

        AssertServed(await AskAsync(server.Address));
        Assert.That(server.Requests, Has.Length.EqualTo(2));
    }

    [Test]
    public async Task Halves_that_do_not_fit_are_dropped_and_the_whole_is_fetched()
    {
        byte[] other = TestFiles.Gzip(TestFiles.Changed(TestFiles.Plain[TestFiles.Images40.Name], 500));
        await using LocalServer server = new((request, number) => number switch
        {
            0 => new ServerAnswer { Body = other }.CutAt(10_000, ServerEnding.Close),
            1 => ServerAnswer.File(Gzip, request) with { Headers = [$"Content-Range: bytes 10000-{Gzip.Length - 1}/{Gzip.Length}"] },
            _ => new ServerAnswer { Body = Gzip },
        });

        AssertServed(await AskAsync(server.Address));
        Assert.That(server.Requests.Select(request => request.RangeStart), Is.EqualTo(new long?[] { null, 10_000, null }));
    }

    [TestCase("Content-Range: bytes 0-9/10")]
    [TestCase("Content-Range: bytes */10")]
    [TestCase("X-Nothing: here")]
    public async Task A_range_other_than_the_one_asked_for_starts_over(string header)
    {
        await using LocalServer server = new((request, number) => number switch
        {
            0 => ServerAnswer.File(Gzip, request).CutAt(10_000, ServerEnding.Close),
            1 => new ServerAnswer { Status = 206, Body = Gzip[..10], Headers = [header] },
            _ => ServerAnswer.File(Gzip, request),
        });

        AssertServed(await AskAsync(server.Address));
        Assert.That(server.Requests[2].RangeStart, Is.Null);
    }

    [Test]
    public async Task A_part_that_an_earlier_process_completed_is_taken_on_416()
    {
        await using LocalServer server = LocalServer.OfFiles();
        WritePart(Gzip, server.Address, "\"v1\"");

        AssertServed(await AskAsync(server.Address));
        Assert.That(server.Requests.Single().RangeStart, Is.EqualTo(Gzip.Length));
    }

    [Test]
    public async Task A_part_longer_than_the_file_starts_over()
    {
        await using LocalServer server = LocalServer.OfFiles();
        WritePart([.. Gzip[..100], .. Gzip], server.Address, "\"v1\"");

        AssertServed(await AskAsync(server.Address));
        Assert.That(server.Requests.Select(request => request.RangeStart), Is.EqualTo(new long?[] { Gzip.Length + 100, null }));
    }

    [Test]
    public async Task A_part_of_another_server_is_not_continued()
    {
        await using LocalServer server = LocalServer.OfFiles();
        WritePart(Gzip[..5000], new Uri("http://elsewhere.invalid/"), "\"v1\"");

        AssertServed(await AskAsync(server.Address));
        Assert.That(server.Requests.Single().RangeStart, Is.Null);
    }

    [Test]
    public async Task A_part_without_a_note_of_its_origin_is_not_continued()
    {
        await using LocalServer server = LocalServer.OfFiles();
        await File.WriteAllBytesAsync(_folder[TestFiles.Images40.GzipName + ".part"], Gzip[..5000]);

        AssertServed(await AskAsync(server.Address));
        Assert.That(server.Requests.Single().RangeStart, Is.Null);
    }

    [Test]
    public async Task A_server_that_announces_more_than_it_sends_is_given_up_and_its_part_kept()
    {
        await using LocalServer server = new((request, _) =>
            ServerAnswer.File(Gzip, request).CutAt(request.RangeStart is null ? 10_000 : 0, ServerEnding.Close));

        SourceAnswer answer = await AskAsync(server.Address);

        Assert.That(answer.AskAgain, Is.False);
        Assert.That(answer.Reason, Does.Contain("broke off after 10,000").And.Contain("the last of 4 attempts"));
        Assert.That(server.Requests, Has.Length.EqualTo(4));
        Assert.That(_folder.Entries, Is.EqualTo(new[] { TestFiles.Images40.GzipName + ".part", TestFiles.Images40.GzipName + ".part.origin" }));
    }

    [Test]
    public async Task A_server_that_announces_less_than_the_file_has_is_told_by_the_content()
    {
        await using LocalServer server = new((_, _) => new ServerAnswer { Body = Gzip[..10_000] });

        SourceAnswer answer = await AskAsync(server.Address);

        AssertRefused(answer, "train-images-idx3-ubyte.gz' ");
        Assert.That(server.Requests, Has.Length.EqualTo(1));
    }

    [Test]
    public async Task A_server_without_a_length_may_be_cut_and_continued()
    {
        await using LocalServer server = new((request, number) => number == 0
            ? new ServerAnswer { Body = Gzip[..10_000], DeclaredLength = -1 }
            : ServerAnswer.File(Gzip, request) with { DeclaredLength = -1 });

        AssertServed(await AskAsync(server.Address));
        Assert.That(server.Requests, Has.Length.EqualTo(2));
    }

    [Test]
    public async Task A_smaller_packing_without_a_length_is_complete_on_416()
    {
        byte[] smaller = Gzip;
        DatasetFile file = TestFiles.Images40 with { GzipLength = smaller.Length + 24 };
        await using LocalServer server = new((request, _) => ServerAnswer.File(smaller, request) is { Status: 200 } whole
            ? whole with { DeclaredLength = -1 }
            : new ServerAnswer { Status = 416 });

        Assert.That(await AskAsync(server.Address, file), Is.EqualTo(SourceAnswer.Served));
        Assert.That(server.Requests, Has.Length.EqualTo(2));
    }

    [Test]
    public async Task A_length_beyond_reason_is_refused_before_a_byte_is_taken()
    {
        await using LocalServer server = new((_, _) => new ServerAnswer { Body = Gzip, DeclaredLength = 5_000_000_000, Ending = ServerEnding.Stall });

        AssertRefused(await AskAsync(server.Address), "is announced with 5,000,000,000 bytes");
        Assert.That(server.Requests, Has.Length.EqualTo(1));
    }

    [Test]
    public async Task An_endless_body_is_stopped_and_removed()
    {
        await using LocalServer server = new((_, _) => new ServerAnswer
        {
            Body = [.. Gzip, .. new byte[200_000]],
            DeclaredLength = -1,
            Ending = ServerEnding.Stall,
        });

        AssertRefused(await AskAsync(server.Address), "does not end");
        Assert.That(_observer.Progress.Max(progress => progress.Received), Is.LessThanOrEqualTo(TestFiles.Images40.LongestGzip));
    }

    [Test]
    public async Task Mnist_under_the_same_name_is_called_by_its_name()
    {
        await using LocalServer server = new((_, _) => new ServerAnswer { Body = TestFiles.Gzip(TestFiles.Mnist[TestFiles.Images40.Name]) });

        AssertRefused(await AskAsync(server.Address), "is MNIST (handwritten digits), not Fashion-MNIST");
    }

    [Test]
    public async Task A_page_of_html_is_told_by_its_first_bytes()
    {
        await using LocalServer server = new((_, _) => new ServerAnswer { Body = "<!DOCTYPE html><p>Please log in</p>"u8.ToArray() });

        AssertRefused(await AskAsync(server.Address), "begins with 0x3C21444F, not with 0x00000803 as 'train-images-idx3-ubyte' does: it is an HTML page");
    }

    [Test]
    public async Task A_missing_file_is_not_asked_for_again_but_others_are()
    {
        await using LocalServer server = new((_, _) => new ServerAnswer { Status = 404 });

        SourceAnswer answer = await AskAsync(server.Address);

        AssertRefused(answer, "is answered with 404 Test");
        Assert.That(answer.AskAgain, Is.True);
        Assert.That(server.Requests, Has.Length.EqualTo(1));
    }

    [TestCase(500)]
    [TestCase(503)]
    [TestCase(429)]
    public async Task A_busy_server_is_asked_again(int status)
    {
        await using LocalServer server = new((request, number) => number < 3
            ? new ServerAnswer { Status = status }
            : ServerAnswer.File(Gzip, request));

        AssertServed(await AskAsync(server.Address));
        Assert.That(server.Requests, Has.Length.EqualTo(4));
    }

    [Test]
    public async Task A_trickle_counts_as_a_stall()
    {
        await using LocalServer server = new((request, _) => ServerAnswer.File(Gzip, request) with { Trickles = true });

        SourceAnswer answer = await AskAsync(server.Address, policy: Impatient);

        Assert.That(answer.Reason, Does.Contain("stalled for 0.5 s at "));
        Assert.That(answer.AskAgain, Is.False);
        Assert.That(server.Requests, Has.Length.EqualTo(2));
    }

    [Test]
    public async Task A_host_that_accepts_and_says_nothing_is_asked_once()
    {
        System.Net.Sockets.TcpListener silent = new(System.Net.IPAddress.Loopback, 0);
        silent.Start();
        try
        {
            SourceAnswer answer = await AskAsync(new Uri($"http://{silent.LocalEndpoint}/"), policy: Impatient);

            Assert.That(answer, Is.EqualTo(SourceAnswer.Unusable("127.0.0.1 does not answer")));
        }
        finally
        {
            silent.Stop();
        }
    }

    [Test]
    public async Task A_closed_port_is_asked_once_and_named()
    {
        LocalServer server = LocalServer.OfFiles();
        await server.DisposeAsync();

        SourceAnswer answer = await AskAsync(server.Address);

        Assert.That(answer.AskAgain, Is.False);
        Assert.That(answer.Reason, Does.StartWith("127.0.0.1 cannot be reached ("));
    }

    [Test]
    public async Task A_cancelled_download_leaves_a_part_that_the_next_one_continues()
    {
        using CancellationTokenSource cancel = new();
        await using LocalServer server = new((request, number) =>
        {
            if (number > 0)
            {
                return ServerAnswer.File(Gzip, request);
            }

            cancel.CancelAfter(100);
            return ServerAnswer.File(Gzip, request).CutAt(10_000, ServerEnding.Stall);
        });

        Assert.That(async () => await AskAsync(server.Address, cancellationToken: cancel.Token), Throws.InstanceOf<OperationCanceledException>());
        AssertServed(await AskAsync(server.Address));
        Assert.That(server.Requests[1].RangeStart, Is.EqualTo(10_000));
    }

#pragma warning disable NUnit1027 // FsCheck supplies the arguments.
    [FsCheck.NUnit.Property(MaxTest = 15)]
    public void Wherever_a_download_is_cut_twice_the_bytes_are_the_same(ushort first, ushort second)
#pragma warning restore NUnit1027
    {
        int[] cuts = [first % Gzip.Length, second % Gzip.Length];
        using TemporaryFolder folder = new();
        DatasetCache cache = new(folder.Path);

        SourceAnswer answer = Task.Run(async () =>
        {
            await using LocalServer server = new((request, number) => number < cuts.Length
                ? ServerAnswer.File(Gzip, request).CutAt(cuts[number], ServerEnding.Close)
                : ServerAnswer.File(Gzip, request));
            return await AskAsync(server.Address, cache: cache);
        }).GetAwaiter().GetResult();

        Assert.That(answer, Is.EqualTo(SourceAnswer.Served));
        Assert.That(File.ReadAllBytes(cache.PathOf(TestFiles.Images40)), Is.EqualTo(TestFiles.Plain[TestFiles.Images40.Name]));
    }

    private async Task<SourceAnswer> AskAsync(
        Uri address,
        DatasetFile? file = null,
        DatasetCache? cache = null,
        HttpPolicy? policy = null,
        CancellationToken cancellationToken = default)
    {
        using HttpClient client = DatasetFetcher.CreateClient(policy ?? Quick);
        HttpSource source = new("test server", address, client, policy ?? Quick);
        return await source.ServeAsync(file ?? TestFiles.Images40, cache ?? new DatasetCache(_folder.Path), _observer, cancellationToken);
    }

    private void WritePart(byte[] bytes, Uri baseAddress, string version)
    {
        string path = _folder[TestFiles.Images40.GzipName + ".part"];
        File.WriteAllBytes(path, bytes);
        File.WriteAllText(path + ".origin", $"{new Uri(baseAddress, TestFiles.Images40.GzipName).AbsoluteUri}\n{version}\n");
    }

    private void AssertServed(SourceAnswer answer)
    {
        Assert.That(answer, Is.EqualTo(SourceAnswer.Served));
        Assert.That(_folder.Entries, Is.EqualTo(new[] { TestFiles.Images40.Name }));
        Assert.That(File.ReadAllBytes(_folder[TestFiles.Images40.Name]), Is.EqualTo(TestFiles.Plain[TestFiles.Images40.Name]));
    }

    private void AssertRefused(SourceAnswer answer, string reason)
    {
        Assert.That(answer.Reason, Does.Contain(reason));
        Assert.That(_folder.Entries, Is.Empty, "Content that was refused leaves nothing behind.");
    }
}
