using FashionRef.Cli;
using FashionRef.Cli.Commands.Studies;
using FashionRef.Cli.Commands.Train;
using FashionRef.Gate.Baselines;
using FashionRef.Gate.Reference;
using FashionRef.Studies;
using FashionRef.Tests.Gate;
using FashionRef.Tests.Gate.Curves;
using FashionRef.Tests.Probes;
using FashionRef.Tests.Studies;
using FashionRef.Torch;
using FashionRef.Training;
using FashionRef.Training.Runs;

namespace FashionRef.Tests.Cli.Commands;

/// <summary>Commands that take runs by their seeds, here with runs that are there already: nothing is trained.</summary>
[Parallelizable(ParallelScope.All)]
internal sealed class SeedCommandsTests
{
    [Test]
    [Category("Training")]
    public async Task The_gate_reads_the_runs_that_this_build_has_made()
    {
        using TemporaryFolder folder = new();
        StudyFolder study = MakeStudy(folder, [3, 4, 5], Shuffle.Repeated, made: 3);
        Directory.CreateSymbolicLink(folder["probes"], Path.GetDirectoryName(RealProbes.Pack(1).Folder)!);

        ProgramEnd end = await RunAsync(folder, "gate", "--seeds", "3..5", "--shuffle", "repeated", "--expectations", KerasSeeds.Folder, "--data", DataFolder);

        Assert.That((end.ExitCode, end.Error), Is.EqualTo((0, "")), end.Output);
        Assert.That(end.Output, Does.Contain($"{Path.GetFileName(study.Root)}: 3 of 3 runs are done, 0 to make.\n").And.Contains("seeds 3 to 5"));
    }

    /// <summary>A first look that leaves a doubt is followed by another at three seeds; one that does not is the only one.</summary>
    [TestCase(0.0, "runs that start alike +seed 1 +", false)]
    [TestCase(2.9, "runs that start alike +seeds 1 to 3 +", true)]
    [Category("Training")]
    public async Task Auto_goes_on_only_where_a_look_leaves_a_doubt(double t, string told, bool goesOn)
    {
        using TemporaryFolder folder = new();
        GateReference reference = GateReference.Read(KerasSeeds.Folder, 1, Shuffle.Anew);
        double tail = reference.Expectation.Paired!.Figures.Single(figure => figure.Figure == StudyFigure.MeanTestAccuracy).TailFactor;
        Make(folder, CurveRuns.Off(reference, StudyFigure.MeanTestAccuracy, t * tail, seed: 1, engine: "torch").Record);
        MakeStudy(folder, [.. Enumerable.Range(2, 9)], made: 2, seed => CurveRuns.Off(reference, StudyFigure.MeanTestAccuracy, 0, seed, "torch").Record);
        Directory.CreateSymbolicLink(folder["probes"], Path.GetDirectoryName(RealProbes.Pack(1).Folder)!);

        ProgramEnd end = await RunAsync(folder, "gate", "--seeds", "auto", "--expectations", KerasSeeds.Folder, "--data", DataFolder);

        Assert.That((end.ExitCode, end.Error), Is.EqualTo((0, "")), end.Output);
        Assert.That(end.Output, Does.Match(told));
        Assert.That(end.Output.Contains("Model-1: 1 of 3 runs leave a doubt (p = 0.01", StringComparison.Ordinal), Is.EqualTo(goesOn), end.Output);
    }

    [Test]
    public async Task A_stored_baseline_is_what_the_gate_finds()
    {
        using TemporaryFolder folder = new();
        Make(folder, GateRuns.Record(shuffle: Shuffle.Anew).WithRightFeed());
        string file = Path.Combine(folder["baselines"], "model1-seed1-torch.json");

        ProgramEnd first = await RunAsync(folder, "baseline", "--expectations", folder["baselines"]);
        ProgramEnd again = await RunAsync(folder, "baseline", "--expectations", folder["baselines"]);

        Assert.That((first.ExitCode, again.ExitCode), Is.EqualTo((0, 0)), first.Error + again.Error);
        Assert.That(first.Output, Does.Contain("right answers    -       8,555 of 10,000\n").And.Contains($"Written to '{file}'."));
        Assert.That(again.Output, Does.Match("right answers +8,555 of 10,000 +8,555 of 10,000\n").And.Not.Contain("changed"));

        KerasSeeds.Write(folder["baselines"], 1, Shuffle.Anew);
        ProgramEnd gate = await RunAsync(folder, "gate", "--baseline", "--expectations", folder["baselines"], "--data", DataFolder);

        Assert.That((gate.ExitCode, gate.Error), Is.EqualTo((0, "")), gate.Output);
        Assert.That(gate.Output, Does.EndWith("Gate passed: Model-1 trained as expected (4 checks passed, 1 not needed).\n"));
    }

    [Test]
    [Platform("Linux")]
    public async Task An_expectation_is_never_written_over_its_runs()
    {
        using TemporaryFolder folder = new();
        File.Copy(KerasSeeds.FileOf(1), folder["seeds.json"]);
        string expectation = folder["expectation-model1-repeated.json"];
        File.CreateSymbolicLink(expectation, "seeds.json");

        ProgramEnd end = await ProgramProcess.RunAsync("expect", "--from", folder["seeds.json"], "--expectations", folder.Path);

        Assert.That(end, Is.EqualTo(new ProgramEnd(
            2, "", $"error: The expectation '{expectation}' is '{folder["seeds.json"]}', which is read. Name another file.\n")));
        Assert.That(File.ReadAllText(folder["seeds.json"]), Is.EqualTo(File.ReadAllText(KerasSeeds.FileOf(1))));
    }

    [Test]
    public async Task A_broken_baseline_is_told_and_replaced()
    {
        using TemporaryFolder folder = new();
        Make(folder, GateRuns.Record(shuffle: Shuffle.Anew));
        string file = Path.Combine(Directory.CreateDirectory(folder["baselines"]).FullName, "model1-seed1-torch.json");
        File.WriteAllText(file, "{");

        ProgramEnd end = await RunAsync(folder, "baseline", "--expectations", folder["baselines"]);

        Assert.That(end.ExitCode, Is.Zero, end.Error);
        Assert.That(end.Output, Does.Contain($"'{file}' is no baseline: "));
        Assert.That(BaselineFile.Read(file).Result.TestCorrect, Is.EqualTo(GateRuns.Correct));
    }

    [TestCase(10, 0)]
    [TestCase(11, 2)]
    public async Task An_expectation_is_derived_of_studies_that_are_done(int runs, int exitCode)
    {
        using TemporaryFolder folder = new();
        StudyFolder study = MakeStudy(folder, [.. Enumerable.Range(1, runs)], Shuffle.Anew, made: 10);

        ProgramEnd end = await ProgramProcess.RunAsync("expect", "--study", study.Root, "--expectations", folder["baselines"]);

        Assert.That(end.ExitCode, Is.EqualTo(exitCode), end.Error);
        Assert.That(exitCode == 0 || end.Error.Contains($"The study in '{study.Root}' has 1 of 11 runs that are not done. Make them with 'study run'", StringComparison.Ordinal), end.Error);
        Assert.That(Directory.Exists(folder["baselines"]), Is.EqualTo(exitCode == 0));
        if (exitCode == 0)
        {
            Assert.That(end.Output, Does.Contain("Model-1, shuffled anew: 10 runs of this program, engine torch, 10 epochs; expectations 1\n"));
            Assert.That(GateReference.Read(folder["baselines"], 1, Shuffle.Anew).Runs.Runs, Has.Count.EqualTo(10));
            Assert.That(Path.Combine(folder["baselines"], "torch-seeds-model1-anew.json"), Does.Exist);
        }
    }

    [Test]
    public void Runs_that_are_not_up_to_date_are_trained_again()
    {
        using TemporaryFolder folder = new();
        using TestConsole console = new(isTerminal: false);
        RunRecord record = GateRuns.Record();
        string file = Make(folder, record);
        ChangedJson.Write(file, file, node => node["code"] = "another");
        RunAtHand run = new(new TorchEngine(2), dataFolder: null, folder.Path, console.Console);

        // A training would take minutes: it is stopped where it begins.
        Assert.That(
            async () => await run.GetAsync(record.Settings, file: null, new CancellationToken(canceled: true)),
            Throws.InstanceOf<OperationCanceledException>());
        Assert.That(console.Text, Does.Not.Contain("read from"));
    }

    [Test]
    public async Task A_run_of_an_engine_whose_threads_never_show_is_read_with_any_number_of_them()
    {
        using TemporaryFolder folder = new();
        RunRecord record = GateRuns.Record(shuffle: Shuffle.Anew);
        string file = Make(folder, record with { Settings = record.Settings with { Engine = "exact", Threads = 7 } });

        ProgramEnd end = await ProgramProcess.RunAsync(
            "baseline", "--engine", "exact", "--model", "1", "--threads", "2", "--artifacts", folder.Path, "--expectations", folder["baselines"]);

        Assert.That((end.ExitCode, end.Error), Is.EqualTo((0, "")));
        Assert.That(end.Output, Does.StartWith($"Model-1, seed 1: read from '{file}'.\n"));
        Assert.That(Path.Combine(folder["baselines"], "model1-seed1-exact.json"), Does.Exist);
    }

    private static string Make(TemporaryFolder artifacts, RunRecord record) => GateRuns.WriteWhole(
        RunFolder.Of(artifacts.Path, record.Settings),
        record,
        InstalledEngines.Create(record.Settings.Engine, threads: 1).Code);

    private static string DataFolder => Path.Combine(Repository.Artifacts, "data");

    // As the command would have made it; each has the curve of one of Keras' runs.
    private static StudyFolder MakeStudy(TemporaryFolder artifacts, int[] seeds, Shuffle shuffle, int made) =>
        MakeStudy(artifacts, seeds, made, seed => GateRuns.Record(KerasSeeds.Runs(1).Runs[seed] with { Seed = seed }, shuffle: shuffle).WithRightFeed(), shuffle);

    private static StudyFolder MakeStudy(TemporaryFolder artifacts, int[] seeds, int made, Func<int, RunRecord> record, Shuffle shuffle = Shuffle.Anew)
    {
        RealDataset.Load();
        StudyPlan plan = new SeedStudy("torch", threads: 2, null, artifacts.Path, new TestConsole(isTerminal: false).Console).Plan(new StudySettings(1, Shuffle: shuffle), seeds);
        StudyFolder folder = StudyFolder.Of(artifacts.Path, plan.Study);
        folder.Keep(plan);
        foreach (PlannedRun run in plan.Runs.Take(made))
        {
            StudyTexts.WriteRun(folder, plan, run, record(run.Settings.Seed));
        }

        return folder;
    }

    private static Task<ProgramEnd> RunAsync(TemporaryFolder artifacts, string command, params string[] options) =>
        ProgramProcess.RunAsync([command, "--model", "1", "--engine", "torch", "--threads", "2", "--artifacts", artifacts.Path, .. options]);
}
