using System.Diagnostics;
using FashionRef.Cli;
using FashionRef.Cli.Speed;
using FashionRef.Cli.Speed.Workers;

namespace FashionRef.Tests.Cli.Speed.Workers;

/// <summary>How a worker's process is spoken to, and what is told when it fails; shell scripts stand in for the program.</summary>
[Platform(Exclude = "Win", Reason = "The workers are shell scripts.")]
[Parallelizable(ParallelScope.All)]
internal sealed class SpeedWorkerProcessTests
{
    private const string Greets = """echo '{"engine_versions":{"Fake":"1"},"vectors":null}';""";
    private const string Answer = """{"times":{"step_milliseconds":2.5,"evaluation_milliseconds":40,"hand_over_nanoseconds":190,"part_milliseconds":{"forward":2}},"peak_memory_bytes":7}""";
    private const string Answers = $"read line; echo '{Answer}';";

    [Test]
    public async Task It_greets_and_answers_each_request()
    {
        using SpeedWorkerProcess worker = await StartAsync($"{Greets} {Answers} {Answers} read line");

        Assert.That(worker.Greeting.EngineVersions["Fake"], Is.EqualTo("1"));
        Assert.That(worker.Greeting.Vectors, Is.Null);
        for (int i = 0; i < 2; i++)
        {
            WorkAnswer answer = await AskAsync(worker);
            Assert.That(answer, Is.EqualTo(new WorkAnswer(new RoundTimes(2.5, 40, 190, answer.Times.PartMilliseconds), 7)));
            Assert.That(answer.Times.PartMilliseconds, Is.EqualTo(new Dictionary<string, double> { ["forward"] = 2 }));
        }
    }

    [Test]
    public async Task It_gets_the_request_as_a_line()
    {
        using TemporaryFolder folder = new();
        using SpeedWorkerProcess worker = await StartAsync($"{Greets} read line; echo \"$line\" > '{folder["line"]}'; echo '{Answer}'; read line");

        await AskAsync(worker);

        Assert.That(File.ReadAllText(folder["line"]), Is.EqualTo("{\"steps\":3,\"busy\":false}\n"));
    }

    // Else libtorch's idle threads take a processor from the form whose turn it is.
    [Test]
    public async Task Its_idle_OpenMP_threads_may_spin_only_briefly()
    {
        using TemporaryFolder folder = new();
        using SpeedWorkerProcess worker = await StartAsync($"echo \"$GOMP_SPINCOUNT\" > '{folder["spins"]}'; {Greets} read line");

        Assert.That(File.ReadAllText(folder["spins"]), Is.EqualTo("20000\n"));
    }

    [TestCase(1)]
    [TestCase(2)]
    [TestCase(3)]
    public void What_the_program_says_of_its_failure_is_the_failure(int exitCode)
    {
        FashionRefException? failure = Assert.ThrowsAsync<FashionRefException>(
            () => StartAsync($"echo 'a notice' >&2; echo 'error: This machine has no such library.' >&2; exit {exitCode}"));

        Assert.That((failure!.Kind, failure.Message), Is.EqualTo((ExitCodes.KindOf((ExitCode)exitCode)!.Value, "This machine has no such library.")));
    }

    [Test]
    [Platform("Linux")]
    public void One_that_Ctrl_C_reaches_while_it_starts_is_no_failure() =>
        Assert.That(() => StartAsync(TestProcess.HearingCtrlC("sh", "-c", "kill -INT $$")), Throws.InstanceOf<OperationCanceledException>());

    [Test]
    public async Task One_that_is_killed_in_the_middle_is_the_machines_failure()
    {
        using SpeedWorkerProcess worker = await StartAsync($"{Greets} read line; echo 'some last words' >&2; kill -9 $$");

        FashionRefException? failure = Assert.ThrowsAsync<FashionRefException>(() => AskAsync(worker));

        Assert.That(failure!.Kind, Is.EqualTo(FaultKind.MachineCannot));
        Assert.That(failure.Message, Is.EqualTo(
            "The process that measures exact ended by itself with exit code 137: some last words. Check whether the machine ran out of memory, and run it again."));
    }

    [Test]
    public async Task One_that_has_ended_before_it_is_asked_is_told_as_well()
    {
        using SpeedWorkerProcess worker = await StartAsync($"{Greets} exit 0");

        FashionRefException? failure = Assert.ThrowsAsync<FashionRefException>(async () =>
        {
            // A first request may still fit into the pipe.
            await AskAsync(worker);
            await AskAsync(worker);
        });

        Assert.That(failure!.Kind, Is.EqualTo(FaultKind.MachineCannot));
        Assert.That(failure.Message, Does.StartWith("The process that measures exact ended by itself with exit code 0 and said nothing. "));
    }

    [Test]
    public void An_answer_that_is_none_is_quoted()
    {
        FashionRefException? failure = Assert.ThrowsAsync<FashionRefException>(() => StartAsync("echo hello; read line"));

        Assert.That(failure!.Kind, Is.EqualTo(FaultKind.MachineCannot));
        Assert.That(failure.Message, Does.StartWith("The process that measures exact wrote 'hello' instead of a measurement. "));
    }

    [Test]
    public void A_program_that_is_not_there_is_told()
    {
        FashionRefException? failure = Assert.ThrowsAsync<FashionRefException>(
            () => SpeedWorkerProcess.StartAsync(SpeedForm.Torch, new ProcessStartInfo("no-such-program"), CancellationToken.None));

        Assert.That(failure!.Kind, Is.EqualTo(FaultKind.MachineCannot));
        Assert.That(failure.Message, Does.StartWith("The process that measures torch cannot be started from 'no-such-program': "));
    }

    [Test]
    public async Task Disposing_of_it_ends_the_process()
    {
        using TemporaryFolder folder = new();
        SpeedWorkerProcess worker = await StartAsync($"echo $$ > '{folder["id"]}'; {Greets} read line");
        int id = int.Parse(File.ReadAllText(folder["id"]));
        Assert.That(() => Process.GetProcessById(id), Throws.Nothing);

        worker.Dispose();

        Assert.That(() => Process.GetProcessById(id), Throws.ArgumentException);
    }

    [Test]
    public async Task Waiting_for_an_answer_can_be_ended()
    {
        using CancellationTokenSource cancellation = new();
        using SpeedWorkerProcess worker = await StartAsync($"{Greets} read line; read line");

        Task<WorkAnswer> answer = worker.AskAsync(new WorkRequest(3, Busy: false), cancellation.Token);
        await cancellation.CancelAsync();

        Assert.That(() => answer, Throws.InstanceOf<OperationCanceledException>());
    }

    private static Task<SpeedWorkerProcess> StartAsync(string script)
    {
        // The tests' own, in tests/tests.runsettings: a user has none.
        ProcessStartInfo start = new("sh", ["-c", script]);
        start.Environment.Remove("GOMP_SPINCOUNT");
        return StartAsync(start);
    }

    private static Task<SpeedWorkerProcess> StartAsync(ProcessStartInfo start) =>
        SpeedWorkerProcess.StartAsync(SpeedForm.Exact, start, CancellationToken.None).WaitAsync(TestProcess.Limit);

    private static Task<WorkAnswer> AskAsync(SpeedWorkerProcess worker) =>
        worker.AskAsync(new WorkRequest(3, Busy: false), CancellationToken.None).WaitAsync(TestProcess.Limit);
}
