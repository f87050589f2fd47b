using System.Diagnostics;
using System.Text.Json.Nodes;
using FashionRef.Cli.Speed;

namespace FashionRef.Tests.Cli.Commands.Benchmark;

/// <summary>The command with its real processes, a step or two each.</summary>
[Parallelizable(ParallelScope.All)]
internal sealed class BenchmarkCommandTests
{
    private static async Task AssertStops(Func<int, int[], int[]> interrupted)
    {
        using TestProcess program = Start();
        int[] workers = await WorkersAsync(program);

        await TestProcess.SignalAsync("-INT", interrupted(program.Id, workers));
        ProgramEnd end = await program.EndAsync();

        Assert.That((end.ExitCode, end.Error), Is.EqualTo((130, "error: Stopped.\n")));
        Assert.That(workers.Where(ProcessTree.IsAlive), Is.Empty);
    }

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    [OneTimeSetUp]
    public void Fetch() => RealDataset.Load();

    [Test]
    public async Task A_measurement_is_told_and_written_in_each_form()
    {
        using TemporaryFolder folder = new();

        ProgramEnd end = await RunAsync("--rounds", "2", "--steps", "1", "--json", folder["speed.json"], "--markdown", folder["speed.md"]);

        Assert.That((end.ExitCode, end.Error), Is.EqualTo((0, "")));
        Assert.That(end.Output, Does.StartWith("Model-1, 1 thread, 2 rounds of 1 step of 128 images\n").And.Contain("AVX").Or.Contain("AdvSimd"));
        Assert.That(end.Output.Split('\n').Select(line => line.Length).Take(16), Is.All.LessThanOrEqualTo(80));
        Assert.That(File.ReadAllText(folder["speed.md"]), Does.Contain("\n| Model-1 | exact | "));
        JsonArray forms = JsonNode.Parse(File.ReadAllText(folder["speed.json"]))!["models"]![0]!["forms"]!.AsArray();
        Assert.That(forms.Select(form => form!["form"]!.ToString()), Is.EqualTo(SpeedForms.All.Select(SpeedForms.Name)));
        foreach (JsonNode? form in forms)
        {
            Assert.That(form!["rounds"]!.AsArray().Select(round => round!["step_milliseconds"]!.GetValue<double>()), Is.All.GreaterThan(0));
            Assert.That(form["times_torch_plain"]!["median"]!.GetValue<double>(), Is.GreaterThan(0));
        }
    }

    [Test]
    public async Task What_neighbours_do_is_told_and_written_in_each_form()
    {
        using TemporaryFolder folder = new();

        ProgramEnd end = await ProgramProcess.RunAsync(
        [
            "benchmark", "--model", "1", "--threads", "2", "--load", "1", "--rounds", "1", "--steps", "1",
            "--artifacts", Repository.Artifacts, "--json", folder["load.json"], "--markdown", folder["load.md"],
        ]);

        Assert.That((end.ExitCode, end.Error), Is.EqualTo((0, "")));
        Assert.That(end.Output, Is.EqualTo(File.ReadAllText(folder["load.md"])).And.Contain("\n| Model-1 | busy "));
        JsonNode report = JsonNode.Parse(File.ReadAllText(folder["load.json"]))!;
        Assert.That((string?)report["format"], Is.EqualTo("fashionref-benchmark-load-1"));
        Assert.That((int?)report["neighbours"], Is.EqualTo(1));
        Assert.That(report["models"]![0]!["rounds"]!.AsArray(), Has.Count.EqualTo(1));
        Assert.That((double)report["models"]![0]!["times_one_loaded"]!["median"]!, Is.GreaterThan(0));
    }

    [TestCase("--load", "0", "--load '0' is not a whole number from 1 to 1024. ")]
    [TestCase("--rounds", "0", "--rounds '0' is not a whole number from 1 to 1000. ")]
    [TestCase("--steps", "many", "--steps 'many' is not a whole number from 1 to 10000. ")]
    [TestCase("--threads", "-1", "--threads '-1' is not a whole number from 1 to 1024. ")]
    [TestCase("--model", "3", "--model '3' is not one of 1, 2, all. ")]
    [TestCase("--json", "", "--json '' is not a file's path. ")]
    [TestCase("--epochs", "3", "There is no option '--epochs'. ")]
    public async Task A_wrong_option_is_told_before_the_work(string option, string value, string expected)
    {
        ProgramEnd end = await ProgramProcess.RunAsync("benchmark", option, value);

        Assert.That((end.ExitCode, end.Output), Is.EqualTo((2, "")));
        Assert.That(end.Error, Does.StartWith($"error: {expected}"));
    }

    [Test]
    public async Task A_file_that_cannot_be_written_is_told_after_the_table()
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder["file"], "A file cannot hold a file.");

        ProgramEnd end = await RunAsync("--load", "1", "--rounds", "1", "--steps", "1", "--json", Path.Combine(folder["file"], "speed.json"));

        Assert.That((end.ExitCode, end.Output.Length > 0), Is.EqualTo((3, true)));
        Assert.That(end.Error, Is.EqualTo(
            $"error: The figures cannot be written to '{folder["file"]}/speed.json': '{folder["file"]}' is a file, not a folder. Free space, or name another file with --json.\n"));
    }

    [Test]
    [Platform("Linux")]
    public Task Ctrl_C_ends_the_program_and_its_workers() => AssertStops((program, _) => [program]);

    // So a terminal does it: a signal for each process of its foreground group.
    [Test]
    [Platform("Linux")]
    public Task Ctrl_C_at_a_terminal_is_no_failure_of_a_worker() => AssertStops((program, workers) => [.. workers, program]);

    [Test]
    [Platform("Linux")]
    public async Task A_worker_that_dies_ends_the_program_with_what_happened()
    {
        using TestProcess program = Start();
        int[] workers = await WorkersAsync(program);

        await TestProcess.SignalAsync("-KILL", workers[^1]);
        ProgramEnd end = await program.EndAsync();

        Assert.That(end.ExitCode, Is.EqualTo(3), end.Error);
        Assert.That(end.Error, Does.StartWith("error: The process that measures exact ended by itself with exit code 137"));
        Assert.That(workers.Where(ProcessTree.IsAlive), Is.Empty);
    }

    private static string[] Arguments(params string[] options) =>
        ["benchmark", "--model", "1", "--threads", "1", "--artifacts", Repository.Artifacts, .. options];

    private static Task<ProgramEnd> RunAsync(params string[] options) => ProgramProcess.RunAsync(Arguments(options));

    private static TestProcess Start() => ProgramProcess.StartHearingCtrlC(Arguments("--rounds", "1000", "--steps", "50"));

    private static async Task<int[]> WorkersAsync(TestProcess program)
    {
        Stopwatch waited = Stopwatch.StartNew();
        while (true)
        {
            Assert.That(program.HasExited, Is.False, "The program ended before its workers were there.");
            Assert.That(waited.Elapsed, Is.LessThan(Patience));
            int[] children = [.. Directory.GetDirectories($"/proc/{program.Id}/task")
                .SelectMany(thread => File.ReadAllText(Path.Combine(thread, "children")).Split(' ', StringSplitOptions.RemoveEmptyEntries))
                .Select(int.Parse).Order()];
            if (children.Length == SpeedForms.All.Count)
            {
                return children;
            }

            await Task.Delay(50);
        }
    }

}
