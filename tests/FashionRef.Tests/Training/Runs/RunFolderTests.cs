using System.Reflection;
using FashionRef.Engines;
using FashionRef.Files;
using FashionRef.Report.Pictures;
using FashionRef.Training.Runs;

namespace FashionRef.Tests.Training.Runs;

internal sealed class RunFolderTests
{
    private TemporaryFolder _folder = null!;
    private RunFolder _run = null!;

    [SetUp]
    public void MakeFolder()
    {
        _folder = new TemporaryFolder();
        _run = new RunFolder(_folder["run"]);
        Directory.CreateDirectory(_run.Pictures);
    }

    [TearDown]
    public void RemoveFolder() => _folder.Dispose();

    [Test]
    public void What_a_user_has_put_beside_the_results_stays()
    {
        string[] own = [_run.Record, _run.Weights, _run.Checkpoint, .. RunFolder.PictureNames.Select(name => PictureFiles.PathOf(_run, name))];
        string[] foreign =
        [
            Path.Combine(_run.Root, "notes.txt"), Path.Combine(_run.Root, ".notes.tmp"), Path.Combine(_run.Root, "holiday.png"),
            Path.Combine(_run.Pictures, "holiday.png"), Path.Combine(_run.Pictures, ".holiday.png.abcdefgh.abc.tmp"),
        ];
        foreach (string file in own.Concat(foreign))
        {
            File.WriteAllText(file, "");
        }

        using (_run.Lock())
        {
            _run.Clear(keepCheckpoint: false);
        }

        Assert.That(Directory.GetFiles(_run.Root, "*", SearchOption.AllDirectories), Is.EquivalentTo(foreign));
    }

    [Test]
    public void The_pictures_that_are_drawn_of_a_run_are_those_that_are_cleared()
    {
        IEnumerable<string> all = typeof(PictureNames).GetFields(BindingFlags.Public | BindingFlags.Static).Select(name => (string)name.GetValue(null)!);

        Assert.That(RunFolder.PictureNames, Is.EquivalentTo(all.Except([PictureNames.TrainingImages, PictureNames.Accuracies, PictureNames.GainedMistakes, PictureNames.LostMistakes])));
    }

    [Test]
    public void What_killed_processes_left_half_written_is_removed_and_what_others_are_writing_is_not()
    {
        FileOwner living = FileOwner.Current;
        string[] left = [Temporary(_run.Record, living with { Start = "00000000" }), Temporary(PictureFiles.PathOf(_run, "predictions"), living with { Process = int.MaxValue })];
        string[] written = [Temporary(_run.Weights, living), Temporary(_run.Weights, living with { Host = "elsewhere", Start = "00000000" })];
        foreach (string file in left.Concat(written))
        {
            File.WriteAllText(file, "half a file");
        }

        using (_run.Lock())
        {
        }

        Assert.That(Directory.GetFiles(_run.Root, "*", SearchOption.AllDirectories), Is.EquivalentTo(written));
    }

    [Test]
    public void A_second_run_is_told_of_the_first()
    {
        using IDisposable first = _run.Lock();

        FashionRefException error = Assert.Throws<FashionRefException>(() => _run.Lock())!;

        Assert.That(error.Kind, Is.EqualTo(FaultKind.MachineCannot));
        Assert.That(error.Message, Does.StartWith(
            $"The run in '{_run.Root}' is being written by process {Environment.ProcessId} on '{Environment.MachineName}', and two trainings at once would mix their files. "));
    }

    [Test]
    public void A_result_that_cannot_be_deleted_is_told_before_the_training()
    {
        Directory.CreateDirectory(Path.Combine(_run.Weights, "deeper"));

        FashionRefException error = Assert.Throws<FashionRefException>(() => _run.Clear(keepCheckpoint: true))!;

        Assert.That(error.Kind, Is.EqualTo(FaultKind.MachineCannot));
        Assert.That(error.Message, Does.StartWith($"'{_run.Weights}' of an earlier run cannot be deleted: "));
    }

    [Test]
    public async Task Train_says_who_writes_the_run_already()
    {
        RealDataset.Load();
        RunFolder run = RunFolder.Of(_folder.Path, RunSettings.Notebook(1, KnownEngines.Default, seed: 1, threads: 1));
        using IDisposable first = run.Lock();

        ProgramEnd end = await ProgramProcess.RunAsync(
            "train", "--model", "1", "--artifacts", _folder.Path, "--data", Path.Combine(Repository.Artifacts, "data"));

        Assert.That(end.ExitCode, Is.EqualTo(3));
        Assert.That(end.Error, Does.StartWith($"error: The run in '{run.Root}' is being written by process {Environment.ProcessId} on ").And.Match(@"^[^
]+
$"));
        Assert.That(Directory.GetFileSystemEntries(run.Root), Has.Length.EqualTo(1));
    }

    private static string Temporary(string path, FileOwner owner) =>
        Path.Combine(Path.GetDirectoryName(path)!, $".{Path.GetFileName(path)}.{owner.Tag}.abcdefgh.abc.tmp");
}
