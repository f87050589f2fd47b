using FashionRef.Data.Fetching;
using FashionRef.Data.Sources;

namespace FashionRef.Tests.Data.Sources;

/// <summary>Mirrors that send on: to a right one, to nowhere, in a circle, or to what is no web server at all.</summary>
internal sealed class HttpRedirectionTests
{
    private static readonly HttpPolicy Quick = new() { RetryDelay = TimeSpan.FromMilliseconds(1) };

    private TemporaryFolder _folder = null!;

    [SetUp]
    public void MakeFolder() => _folder = new TemporaryFolder();

    [TearDown]
    public void RemoveFolder() => _folder.Dispose();

    [TestCase("//")]
    [TestCase("http://")]
    [TestCase("http://[::1")]
    [TestCase("http://a b/")]
    [TestCase("file:///etc/passwd")]
    [TestCase("ftp://127.0.0.1:1/x")]
    [TestCase("http://127.0.0.1:1/x")]
    [TestCase("x:y")]
    [TestCase("")]
    public async Task A_redirection_to_no_web_server_is_told_and_others_are_asked(string place)
    {
        await using LocalServer server = new((_, _) => new ServerAnswer { Status = 302, Headers = [$"Location: {place}"] });

        SourceAnswer answer = await AskAsync(server.Address);

        Assert.That(answer.Reason, Does.StartWith("'train-images-idx3-ubyte.gz' is redirected to ").And.Not.Contains('\n'));
        Assert.That(_folder.Entries, Is.Empty);
        Assert.That(server.Requests, Has.Length.EqualTo(1));
    }

    [TestCase(301)]
    [TestCase(307)]
    public async Task A_redirection_in_a_circle_ends(int status)
    {
        await using LocalServer server = new((request, _) => new ServerAnswer { Status = status, Headers = [$"Location: {request.FileName}"] });

        Assert.That((await AskAsync(server.Address)).Reason, Does.Contain("is redirected to 'train-images-idx3-ubyte.gz', which is not followed"));
        Assert.That(server.Requests, Has.Length.LessThan(20));
    }

    [Test]
    public async Task A_redirection_to_a_web_server_is_followed()
    {
        await using LocalServer right = LocalServer.OfFiles();
        await using LocalServer server = new((request, _) => new ServerAnswer { Status = 302, Headers = [$"Location: {right.Address}{request.FileName}"] });

        Assert.That(await AskAsync(server.Address), Is.EqualTo(SourceAnswer.Served));
    }

    [Test]
    public async Task A_redirection_without_a_place_is_told()
    {
        await using LocalServer server = new((_, _) => new ServerAnswer { Status = 302 });

        Assert.That((await AskAsync(server.Address)).Reason, Does.EndWith("is answered with 302 Test"));
    }

    private async Task<SourceAnswer> AskAsync(Uri address)
    {
        using HttpClient client = DatasetFetcher.CreateClient(Quick);
        return await new HttpSource("test server", address, client, Quick).ServeAsync(
            TestFiles.Images40, new DatasetCache(_folder.Path), new RecordingObserver(), CancellationToken.None);
    }
}
