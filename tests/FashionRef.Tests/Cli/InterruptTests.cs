using System.Diagnostics;
using FashionRef.Cli;
using FashionRef.Engines.Exact;
using FashionRef.Evaluation;
using FashionRef.Formats;
using FashionRef.Models;
using FashionRef.Probes;
using FashionRef.Tests.Gate;
using FashionRef.Tests.Probes;
using FashionRef.Torch;
using FashionRef.Training;

namespace FashionRef.Tests.Cli;

/// <summary>The first Ctrl-C ends every command that takes long, with one line and nothing written.</summary>
[Parallelizable(ParallelScope.Self)]
internal sealed class InterruptTests
{
    private static readonly string OfPairs = Path.Combine(KerasSeeds.Folder, "exact-seeds-model1-anew.json");

    // Well past the start of .NET, and well before the end of the work.
    private static readonly TimeSpan StartOfWork = TimeSpan.FromSeconds(1.5);

    // Of the processor, which a quick one evaluates the test set with in 1.5 seconds, start of .NET included.
    private static readonly TimeSpan ProgramStart = TimeSpan.FromSeconds(0.8);

    [Test]
    [Platform("Linux")]
    public Task Ctrl_C_ends_rates() => AssertEnds(_ => ["rates"]);

    [Test]
    [Platform("Linux")]
    public Task Ctrl_C_ends_expect() => AssertEnds(folder => ["expect", "--from", OfPairs, "--expectations", folder.Path]);

    [Test]
    [Platform("Linux")]
    public Task Ctrl_C_ends_evaluate()
    {
        RealDataset.Load();
        return AssertEnds(folder => ["evaluate", "--weights", Untrained(folder), "--threads", "1", "--artifacts", Repository.Artifacts]);
    }

    [Test]
    [Platform("Linux")]
    public async Task What_takes_minutes_says_so_first()
    {
        using TemporaryFolder folder = new();
        using TestProcess process = ProgramProcess.StartHearingCtrlC(["expect", "--from", OfPairs, "--expectations", folder.Path]);

        Assert.That(await process.ReadLineAsync(), Is.EqualTo("Simulating right programs, to find what they exceed seldom enough: up to two minutes. Ctrl-C stops it."));
        await TestProcess.SignalAsync("-INT", process.Id);
        Assert.That((await process.EndAsync()).ExitCode, Is.EqualTo(130));
        Assert.That(Directory.GetFileSystemEntries(folder.Path), Is.Empty);
    }

    [TestCase("-INT", "gate", "--run", "pipe")]
    [TestCase("-TERM", "predict", "pipe", "--weights", "weights")]
    [TestCase("-INT", "evaluate", "--weights", "pipe")]
    [Platform("Linux")]
    public async Task Who_waits_at_a_pipe_ends_too(string signal, params string[] arguments)
    {
        using TemporaryFolder folder = new();
        Untrained(folder);
        await TestProcess.RunAsync(new ProcessStartInfo("mkfifo", [folder["pipe"]]));
        using TestProcess process = ProgramProcess.StartHearingCtrlC(
            [.. arguments.Select(argument => argument is "pipe" or "weights" ? folder[argument] : argument)]);
        await Task.Delay(StartOfWork);

        await TestProcess.SignalAsync(signal, process.Id);
        ProgramEnd end = await process.EndAsync();

        Assert.That((end.ExitCode, end.Error), Is.EqualTo((130, "error: Stopped while waiting for the other end of a pipe.\n")));
    }

    [TestCase("-INT", true)]
    [TestCase("-TERM", true)]
    [TestCase("-INT", false)]
    [TestCase("-TERM", false)]
    [Platform("Linux")]
    public async Task A_gate_that_is_stopped_leaves_no_verdict_and_none_of_before(string signal, bool isTraining)
    {
        RealDataset.Load();
        using TemporaryFolder folder = new();
        string[] verdicts = ["--junit", folder["v.xml"], "--json", folder["v.json"], "--markdown", folder["v.md"]];
        string[] files = [.. verdicts.Where((_, i) => i % 2 == 1)];
        ProgramEnd before = await ProgramProcess.RunAsync(
            ["gate", "--run", GateRuns.Write(folder["run"], GateRuns.Record()), "--expectations", KerasSeeds.Folder, .. verdicts]);
        Assert.That(before.ExitCode, Is.Zero, before.Error);
        Assert.That(files.Select(File.ReadAllText), Has.None.Contains("Gate without a verdict"));
        await TestProcess.RunAsync(new ProcessStartInfo("mkfifo", [folder["pipe"]]));
        Directory.CreateDirectory(folder["artifacts"]);
        Directory.CreateSymbolicLink(folder["artifacts/probes"], Path.GetDirectoryName(RealProbes.Pack(1).Folder)!);
        string[] work = isTraining
            ? ["--model", "1", "--seeds", "1", "--data", Path.Combine(Repository.Artifacts, "data"), "--artifacts", folder["artifacts"]]
            : ["--run", folder["pipe"]];
        using TestProcess process = ProgramProcess.StartHearingCtrlC(["gate", "--expectations", KerasSeeds.Folder, .. work, .. verdicts]);
        if (isTraining)
        {
            await ReadToAsync(process, "Model-1: 201,578 parameters");
        }
        else
        {
            await Task.Delay(StartOfWork);
        }

        await TestProcess.SignalAsync(signal, process.Id);
        ProgramEnd end = await process.EndAsync();

        // The gate has no --resume.
        Assert.That((end.ExitCode, end.Error), Is.EqualTo((130, isTraining
            ? "error: Stopped at the end of a step. No epoch of this run was finished, so nothing is kept. The same command starts it again.\n"
            : "error: Stopped while waiting for the other end of a pipe.\n")));
        Assert.That(files.Select(File.ReadAllText), Is.All.Contains("Gate without a verdict").And.All.Not.Contains("trained as expected"));
        Assert.That(File.ReadAllText(folder["v.json"]), Does.Contain("\"passed\": false"));
    }

    [TestCase("-INT")]
    [TestCase("-TERM")]
    [Platform("Linux")]
    public async Task A_pack_of_probes_that_is_stopped_is_none(string signal)
    {
        RealDataset.Load();
        using TemporaryFolder folder = new();
        using TestProcess process = ProgramProcess.StartHearingCtrlC(
            ["gate", "--model", "1", "--engine", "exact", "--expectations", KerasSeeds.Folder, "--data", Path.Combine(Repository.Artifacts, "data"), "--artifacts", folder.Path]);
        await ReadToAsync(process, "Model-1: 4,685 steps of engine exact make the states of the probes");

        await TestProcess.SignalAsync(signal, process.Id);
        ProgramEnd end = await process.EndAsync();

        Assert.That((end.ExitCode, end.Error), Is.EqualTo((130, "error: Stopped.\n")));
        Assert.That(folder.Entries, Is.EqualTo(new[] { "data" }).Or.EqualTo(new[] { "data", "probes" }));
        Assert.That(ProbePackFile.ReadIfThere(folder["probes/model1"], 1, hash: null), Is.Null, "It has no list of states yet.");
    }

    [Test]
    [Platform("Linux")]
    public async Task A_closed_standard_input_is_no_file_to_wait_for()
    {
        using TemporaryFolder folder = new();
        Untrained(folder);

        ProgramEnd end = await ProgramProcess.RunInShellAsync("\"$@\" <&-", "predict", "/dev/stdin", "--weights", folder["weights"]);

        Assert.That((end.ExitCode, end.Error), Is.EqualTo((2, "error: The image '/dev/stdin' cannot be read: it is closed. Name a PNG, JPEG, WebP or GIF file.\n")));
    }

    [TestCase(TorchEngine.EngineName)]
    [TestCase(ExactEngine.EngineName)]
    public void An_engine_predicts_no_more_when_it_is_asked_to_end(string engine)
    {
        BuiltModel model = NotebookModels.Model1.Build();
        TrainedModel trained = new(1, model, InitialWeights.Create(model, seed: 1));

        Assert.That(
            () => trained.Predict(InstalledEngines.Create(engine, threads: 1), new byte[28 * 28], new CancellationToken(canceled: true)),
            Throws.InstanceOf<OperationCanceledException>());
    }

    private static string Untrained(TemporaryFolder folder)
    {
        BuiltModel model = NotebookModels.Get(2).Build();
        SafetensorsFile.Write(folder["weights"], InitialWeights.Create(model, seed: 1), new Dictionary<string, string>());
        return folder["weights"];
    }

    private static async Task AssertEnds(Func<TemporaryFolder, string[]> arguments)
    {
        using TemporaryFolder folder = new();
        string[] command = arguments(folder);
        string[] before = [.. folder.Entries];
        using TestProcess process = ProgramProcess.StartHearingCtrlC(command);
        while (!process.HasExited && process.ProcessorTime < ProgramStart)
        {
            await Task.Delay(20);
        }

        await TestProcess.SignalAsync("-INT", process.Id);
        ProgramEnd end = await process.EndAsync();

        Assert.That((end.ExitCode, end.Error), Is.EqualTo((130, "error: Stopped.\n")), end.Output);
        Assert.That(folder.Entries, Is.EqualTo(before));
    }

    private static async Task ReadToAsync(TestProcess process, string start)
    {
        while (await process.ReadLineAsync() is { } line && !line.StartsWith(start, StringComparison.Ordinal))
        {
        }
    }
}
