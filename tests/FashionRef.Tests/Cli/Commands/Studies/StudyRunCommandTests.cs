using System.Text.Json.Nodes;
using FashionRef.Studies;
using FashionRef.Tests.Data;
using FashionRef.Tests.Studies;

namespace FashionRef.Tests.Cli.Commands.Studies;

/// <summary>Whole studies by the program and its workers, on forty images.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
[Parallelizable(ParallelScope.All)]
internal sealed class StudyRunCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public StudyRunCommandTests()
    {
        TestFiles.WriteAll(_folder["few"], gzip: false);
        Write(epochs: 2);
    }

    public void Dispose() => _folder.Dispose();

    [Test]
    public async Task All_runs_are_made_once_and_shares_of_them_have_the_same_bits()
    {
        ProgramEnd made = await RunAsync("one", "--jobs", "2");
        Assert.That((made.ExitCode, made.Error), Is.EqualTo((0, "")));
        Assert.That(made.Output, Does.StartWith("small: 0 of 12 runs are done, 12 to make, 2 at once.\n"));
        Assert.That(made.Output, Does.Match(@"\n12 of 12 done, 0 running, 0 failed, 0 s left\. Run \d+ \((plain|slow), seed \d\) test accuracy 0\.\d{4}, \d+ s\.\n12 of 12 runs are done\. "));
        Assert.That((await RunAsync("one")).Output, Does.StartWith("small: 12 of 12 runs are done, 0 to make.\n"));
        Assert.That((await StatusAsync("one")).ExitCode, Is.Zero);
        ProgramEnd report = await ProgramProcess.RunAsync("study", "report", _folder["one/studies/small"], "--csv", _folder["runs.csv"], "--markdown", _folder["report.md"], "--page", _folder["report.html"]);
        Assert.That((report.ExitCode, report.Error), Is.EqualTo((0, "")));
        Assert.That(report.Output, Does.StartWith("small: Which?\n\n  experiment  runs ").And.Match(@"\nslow with plain: [+-]?0\.\d{4} on average over 6 pairs").And.Contain("\n  p = "));
        Assert.That(File.ReadAllLines(_folder["runs.csv"]), Has.Length.EqualTo(13).And.Some.Match(@"^1,slow,1,1,exact,2,128,0\.001,,0\."));
        Assert.That(File.ReadAllText(_folder["report.md"]), Does.StartWith("# small\n\n<!-- study small: begin -->\n").And.Contain("\n\n**Which?**\n\n").And.Match(@"\n\| slow \| 6 \| \d+\.\d\d "));
        Assert.That(File.ReadAllText(_folder["report.html"]), Does.Contain("<h1>Which?</h1>").And.Contain("<figure class=\"study-experiments\">").And.Contain("<td class=\"number\">baseline</td>"));

        string record = _folder["one/studies/small/runs/00000-plain-seed1/run.json"];
        foreach (string option in new[] { "--csv", "--page" })
        {
            ProgramEnd over = await ProgramProcess.RunAsync("study", "report", _folder["one/studies/small"], option, record);
            Assert.That((over.ExitCode, over.Output, over.Error), Is.EqualTo((2, "", $"error: {option} '{record}' is '{record}', which is read. Name another file.\n")));
        }

        ProgramEnd share = await RunAsync("two", "--shard", "1/2");
        Assert.That(share.Output, Does.StartWith("Share 1 of 2, from --shard.\nsmall: 0 of 6 runs are done, 6 to make, "));
        ProgramEnd half = await StatusAsync("two");
        Assert.That((half.ExitCode, half.Output), Is.EqualTo((1, half.Output)));
        Assert.That(half.Output, Does.Contain("  plain             0        0        0        0        6\n  slow              6        0        0        0        0\n"));
        ProgramEnd unfinished = await ProgramProcess.RunAsync("study", "report", _folder["two/studies/small"]);
        Assert.That(unfinished.Output, Does.Contain("\nIncomplete: 6 of 12 runs are done, so no p is given.").And.Contain("slow with plain: no seed has a run of both yet.").And.Not.Contain("p = "));
        Assert.That((await RunAsync("two", "--shard", "0/2")).ExitCode, Is.Zero);

        Assert.That(Hashes("two"), Has.Length.EqualTo(12).And.EqualTo(Hashes("one")));
        Assert.That(Directory.GetFileSystemEntries(_folder["two/studies/small/unfinished"]), Is.Empty);
    }

    [Test]
    [Platform("Linux")]
    public async Task Ctrl_C_ends_it_and_the_next_call_goes_on()
    {
        WriteTwoLongRuns();
        using TestProcess program = ProgramProcess.StartHearingCtrlC(Arguments("one", "--jobs", "2"));
        await UntilCheckpointsAsync(program, 2);

        await TestProcess.SignalAsync("-INT", program.Id);
        ProgramEnd end = await program.EndAsync();

        Assert.That((end.ExitCode, end.Error), Is.EqualTo((130, "error: Stopped. Runs that are done are kept; the same command goes on.\n")));
        Assert.That((await StatusAsync("one")).Output, Does.Match("slow +0 +1 "));
        Assert.That((await RunAsync("one", "--jobs", "2")).ExitCode, Is.Zero);
        await RunAsync("two");
        Assert.That(Hashes("one"), Has.Length.EqualTo(2).And.EqualTo(Hashes("two")), "those of runs that were never stopped");
    }

    [Test]
    [Platform("Linux")]
    public async Task A_worker_that_is_killed_is_started_again_and_goes_on()
    {
        WriteTwoLongRuns();
        using TestProcess program = ProgramProcess.StartHearingCtrlC(Arguments("one", "--jobs", "1"));
        await UntilCheckpointsAsync(program, 1);

        await TestProcess.SignalAsync("-KILL", ProcessTree.ChildrenOf(program.Id));
        ProgramEnd end = await program.EndAsync();

        Assert.That((end.ExitCode, end.Error), Is.EqualTo((0, "")));
        Assert.That(end.Output, Does.Contain("\nRun 0 (plain, seed 1) goes on in another process: The process that makes runs ended by itself with exit code 137"));
        await RunAsync("two");
        Assert.That(Hashes("one"), Has.Length.EqualTo(2).And.EqualTo(Hashes("two")), "those of runs whose process was never killed");
    }

    [Test]
    public async Task Two_calls_in_one_folder_share_the_runs()
    {
        Write(epochs: 4);

        ProgramEnd[] ends = await Task.WhenAll(RunAsync("one", "--jobs", "2"), RunAsync("one", "--jobs", "2"));

        Assert.That(ends.Select(end => (end.ExitCode, end.Error)), Is.All.EqualTo((0, "")));
        Assert.That(ends.Select(end => end.Output), Has.Some.Contains("was made by another process meanwhile"));
        Assert.That((await StatusAsync("one")).ExitCode, Is.Zero);
        Assert.That(Directory.GetFileSystemEntries(_folder["one/studies/small/unfinished"]), Is.Empty);
    }

    [Test]
    public async Task A_changed_study_of_the_same_name_is_refused()
    {
        await RunAsync("one");
        Write(epochs: 3);

        ProgramEnd end = await RunAsync("one");

        Assert.That((end.ExitCode, end.Output), Is.EqualTo((2, "")));
        Assert.That(end.Error, Does.StartWith($"error: '{_folder["one/studies/small"]}' holds another study 'small': "));
    }

    [Test]
    public async Task Runs_that_diverge_are_told_and_the_others_are_made()
    {
        File.WriteAllText(_folder["study.json"], StudyTexts.Changed(study =>
        {
            study["base"]!["data"] = "few";
            study["experiments"]![1]!["settings"]!["learning_rate"] = 1e30;
        }));

        ProgramEnd end = await RunAsync("one");

        Assert.That((end.ExitCode, end.Error), Is.EqualTo((1, "")));
        Assert.That(end.Output, Does.Contain("6 of 12 done, 0 running, 6 failed").And.Contain(" (slow, seed 1) failed: "));
        Assert.That((await StatusAsync("one")).Output, Does.Contain("failed: run 1 (slow, seed 1): "));
    }

    [Test]
    public async Task Runs_of_another_version_of_the_program_are_told_and_refused_by_strict()
    {
        await RunAsync("one");
        string study = _folder["one/studies/small"];
        StudyTexts.ChangeRecord(study, "00003-slow-seed2", record => record["code"] = new string('a', 64), result => result["code"] = new string('a', 64));
        const string Mixture = "Mixed: the runs of exact are from 2 versions of the program's code.";

        ProgramEnd told = await ProgramProcess.RunAsync("study", "report", study);
        Assert.That((told.ExitCode, told.Error), Is.EqualTo((0, "")));
        Assert.That(told.Output, Does.Contain($"\n\n{Mixture}\n"));

        ProgramEnd refused = await ProgramProcess.RunAsync("study", "report", study, "--strict", "--csv", _folder["runs.csv"]);
        Assert.That((refused.ExitCode, refused.Output), Is.EqualTo((1, "")));
        Assert.That(refused.Error, Does.StartWith($"error: {Mixture} --strict refuses that: "));
        Assert.That(_folder["runs.csv"], Does.Not.Exist);
    }

    [TestCase("--shard", "12/13", "There are 13 shares, but only 12 runs: take at most that many.")]
    [TestCase("--shard", "x", "--shard 'x' is not a share such as 3/40")]
    [TestCase("--keep", "all", "--keep 'all' is not one of weights.")]
    public async Task A_wrong_request_is_told_before_the_work(string option, string value, string fault)
    {
        ProgramEnd end = await RunAsync("one", option, value);

        Assert.That((end.ExitCode, end.Output), Is.EqualTo((2, "")));
        Assert.That(end.Error, Does.Contain(fault));
        Assert.That(_folder["one"], Does.Not.Exist);
    }

    private void Write(int epochs, Action<JsonObject>? change = null) => File.WriteAllText(_folder["study.json"], StudyTexts.Changed(study =>
    {
        study["base"]!["data"] = "few";
        study["base"]!["epochs"] = epochs;
        change?.Invoke(study);
    }));

    // Long enough to be stopped.
    private void WriteTwoLongRuns() => Write(epochs: 40, study =>
    {
        study["seeds"] = "1";
        study["comparisons"] = null;
    });

    private async Task UntilCheckpointsAsync(TestProcess program, int count)
    {
        string unfinished = _folder["one/studies/small/unfinished"];
        while (!Directory.Exists(unfinished) || Directory.GetFiles(unfinished, "checkpoint.safetensors", SearchOption.AllDirectories).Length < count)
        {
            Assert.That(program.HasExited, Is.False);
            await Task.Delay(20);
        }
    }

    private string[] Arguments(string artifacts, params string[] options) => ["study", "run", _folder["study.json"], "--artifacts", _folder[artifacts], .. options];

    private Task<ProgramEnd> RunAsync(string artifacts, params string[] options) => ProgramProcess.RunAsync(Arguments(artifacts, options));

    private Task<ProgramEnd> StatusAsync(string artifacts) => ProgramProcess.RunAsync("study", "status", _folder[$"{artifacts}/studies/small"]);

    private (string, string, string)[] Hashes(string artifacts)
    {
        StudyFolder folder = new(_folder[$"{artifacts}/studies/small"]);
        return [.. StudyState.Of(folder.Read(), folder).Runs.Select(run => (run.Result!.TrainedWeights, run.Result.TestLogits, run.Result.Files["predicted.txt"]))];
    }
}
