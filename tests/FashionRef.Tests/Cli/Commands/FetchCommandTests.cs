namespace FashionRef.Tests.Cli.Commands;

internal sealed class FetchCommandTests
{
    // An empty variable names no folder.
    private static readonly Dictionary<string, string> NoFolder = new() { ["FASHIONREF_DATA"] = "" };

    [Test]
    public async Task A_complete_cache_is_told_in_one_line()
    {
        RealDataset.Load();

        ProgramEnd end = await ProgramProcess.RunAsync(NoFolder, "fetch", "--artifacts", Repository.Artifacts);

        Assert.That(end.ExitCode, Is.Zero, end.Error);
        Assert.That(end.Output, Is.EqualTo(
            $"Fashion-MNIST is in '{Path.Combine(Repository.Artifacts, "data")}': 4 files, each with the known SHA-256.\n"));
    }

    [TestCase("--quiet")]
    [TestCase("-q")]
    public async Task Quietly_it_says_nothing_when_all_is_well(string quiet)
    {
        RealDataset.Load();

        ProgramEnd end = await ProgramProcess.RunAsync(NoFolder, "fetch", "--artifacts", Repository.Artifacts, quiet);

        Assert.That(end, Is.EqualTo(new ProgramEnd(0, "", "")));
    }

    [Test]
    public async Task An_empty_folder_that_was_named_is_told_and_the_next_source_asked()
    {
        using TemporaryFolder named = new();
        string odd = Directory.CreateDirectory(named["[red]"]).FullName;
        RealDataset.Load();

        ProgramEnd end = await ProgramProcess.RunAsync("fetch", "--artifacts", Repository.Artifacts, "--data", odd);

        Assert.That(end.ExitCode, Is.Zero, end.Error);
        Assert.That(end.Output, Does.StartWith($"Skipped folder '{odd}': it holds neither 'train-images-idx3-ubyte' nor "));
        Assert.That(end.Output.Split('\n'), Has.Length.EqualTo(3));
    }
}
