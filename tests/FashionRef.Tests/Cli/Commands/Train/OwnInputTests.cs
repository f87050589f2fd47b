namespace FashionRef.Tests.Cli.Commands.Train;

/// <summary>A training never deletes the file that it starts from.</summary>
internal sealed class OwnInputTests
{
    private TemporaryFolder _folder = null!;

    [SetUp]
    public void Make() => _folder = new TemporaryFolder();

    [TearDown]
    public void Remove() => _folder.Dispose();

    [TestCase("model.keras")]
    [TestCase("../model-seed1-exact/model.keras")]
    public async Task A_file_among_the_runs_own_results_is_refused_and_stays(string file) => await AssertRefusedAsync(Path.Combine(Stored("model"), file));

    [TestCase("best.keras")]
    [TestCase("checkpoint.keras")]
    public async Task So_are_the_best_model_and_the_checkpoint(string file)
    {
        string run = Stored(Path.GetFileNameWithoutExtension(file));
        File.Move(Path.Combine(run, "model.keras"), Path.Combine(run, file));

        await AssertRefusedAsync(Path.Combine(run, file));
    }

    [Test]
    public async Task So_is_a_link_to_it()
    {
        string link = _folder["other.keras"];
        File.CreateSymbolicLink(link, Path.Combine(Stored("other"), "model.keras"));

        await AssertRefusedAsync(link);
    }

    [TestCase("own.keras")]
    [TestCase("../model.keras")]
    public async Task Another_file_in_or_beside_the_folder_is_not(string file)
    {
        string run = Stored(Path.GetFileNameWithoutExtension(file));
        File.Move(Path.Combine(run, "model.keras"), Path.Combine(run, file));

        // It goes on to the data set, and ends there: the artifacts' folder of it is a file.
        File.WriteAllText(_folder["data"], "");
        ProgramEnd end = await TrainAsync(Path.Combine(run, file));

        Assert.That(end.ExitCode, Is.Not.Zero);
        Assert.That(end.Error, Does.Not.Contain("would delete").And.Contain(_folder["data"]));
    }

    // A run's folder for models of a name, with a trained one in it.
    private string Stored(string name)
    {
        string run = _folder[$"runs/{name}-seed1-exact"];
        Directory.CreateDirectory(run);
        File.Copy(KerasAnswers.Of("softmax-regression").FileOf("keras"), Path.Combine(run, "model.keras"));
        return run;
    }

    private async Task AssertRefusedAsync(string file)
    {
        ProgramEnd end = await TrainAsync(file);

        Assert.That((end.ExitCode, end.Output), Is.EqualTo((2, "")), end.Error);
        Assert.That(end.Error, Does.StartWith("error: The training would delete the file that it starts from").And.Contain("--artifacts"));
        Assert.That(file, Does.Exist);
    }

    private Task<ProgramEnd> TrainAsync(string file) =>
        ProgramProcess.RunAsync("train", "--model", file, "--engine", "exact", "--artifacts", _folder.Path);
}
