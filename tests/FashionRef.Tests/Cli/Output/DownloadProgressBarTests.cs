using FashionRef.Cli.Output;
using FashionRef.Data.Fetching;

namespace FashionRef.Tests.Cli.Output;

internal sealed class DownloadProgressBarTests
{
    private const string OddName = "[red]/data[0] [/] [[x]]";

    [Test]
    public async Task Elsewhere_than_at_a_terminal_each_file_and_each_skipped_source_is_one_line()
    {
        using TestConsole console = new(isTerminal: false);

        await DownloadProgressBar.ShowAsync(console.Console, downloads: true, Fetch);

        Assert.That(console.Text, Is.EqualTo(
            $"""
            Another fetch works on '{OddName}': waiting for it to end.
            Skipped {OddName}: no '{OddName}' there
            {OddName}: verified, from {OddName} mirror

            """.ReplaceLineEndings("\n")));
    }

    [Test]
    public async Task At_a_terminal_brackets_in_names_mean_nothing()
    {
        using TestConsole console = new(isTerminal: true);

        int result = await DownloadProgressBar.ShowAsync(console.Console, downloads: true, Fetch);

        Assert.That(result, Is.EqualTo(42));
        Assert.That(console.Text, Does.Contain($"Skipped {OddName}: no '{OddName}' there").And.Contains($"{OddName} (given up)"));
    }

    [Test]
    public async Task Nothing_is_written_where_nothing_is_missing([Values] bool isTerminal)
    {
        using TestConsole console = new(isTerminal);

        await DownloadProgressBar.ShowAsync(console.Console, downloads: false, observer =>
        {
            observer.Asking("cache");
            return Task.FromResult(42);
        });

        Assert.That(console.Text, Is.Empty);
    }

    [Test]
    public void When_nothing_is_served_the_error_alone_tells_the_skipped_sources()
    {
        using TestConsole console = new(isTerminal: false);

        Assert.That(
            () => DownloadProgressBar.ShowAsync<int>(console.Console, downloads: true, observer =>
            {
                observer.Asking(OddName);
                observer.Skipped(new SkippedSource(OddName, "gone"));
                throw new FashionRefException(FaultKind.MachineCannot, "No source serves.");
            }),
            Throws.TypeOf<FashionRefException>());
        Assert.That(console.Text, Is.Empty);
    }

    private static Task<int> Fetch(IFetchObserver observer)
    {
        observer.Waiting(OddName);
        observer.Asking(OddName);
        observer.Downloading(new DownloadProgress(OddName, OddName, 10, 100));
        observer.Skipped(new SkippedSource(OddName, $"no '{OddName}' there"));
        observer.Asking($"{OddName} mirror");
        observer.Downloading(new DownloadProgress($"{OddName} mirror", OddName, 100, 100));
        observer.Served(new ServedFile(OddName, $"{OddName} mirror"));
        return Task.FromResult(42);
    }
}
