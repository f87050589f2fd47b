using System.Diagnostics;
using FashionRef.Gate.Outputs;
using FashionRef.Tests.Gate.Outputs;

namespace FashionRef.Tests.Build.Pipeline;

/// <summary>What build/Pipeline.proj tells whoever started it: success is said by the program and by the pipeline's end, never by an exit code.</summary>
[Platform(Exclude = "Win", Reason = "The fake program is a shell script.")]
[Parallelizable(ParallelScope.All)]
internal sealed class PipelineResultTests
{
    private const string Id = "-p:ResultId=mine";

    [TestCase(0)]
    [TestCase(1)]
    [TestCase(137)]
    public async Task A_program_that_something_else_ended_has_done_nothing_whatever_its_exit_code_is(int exitCode)
    {
        using FakePipeline pipeline = new();
        pipeline.LetBreakOff("train", exitCode);

        (int ended, string output) = await pipeline.RunAsync("Train", Id);

        Assert.That(ended, Is.EqualTo(1));
        Assert.That(output, Does.Contain($"program : error FREF1105: The program ended with exit code {exitCode} and without its result, so nothing counts as done."));
        Assert.That(pipeline.Requests, Is.EqualTo(["train"]));
        Assert.That(pipeline.Result, Is.Empty);
    }

    [Test]
    public async Task A_gate_that_something_else_ended_has_not_passed_though_its_verdict_says_so()
    {
        using FakePipeline pipeline = new();
        pipeline.LetJudge(0, GateJson.Format(Reports.Passed));
        pipeline.LetBreakOff("gate", 0);

        (int ended, string output) = await pipeline.RunAsync("Gate", "-p:Seeds=1..5", Id);

        Assert.That(ended, Is.EqualTo(1));
        Assert.That(output, Does.Contain("error FREF1105"));
        Assert.That(pipeline.Result, Is.Empty);
    }

    [TestCase("Fetch")]
    [TestCase("Train")]
    [TestCase("Report")]
    [TestCase("Baseline")]
    [TestCase("Benchmark")]
    public async Task A_step_that_came_to_its_end_says_so_with_its_callers_id(string step)
    {
        using FakePipeline pipeline = new();
        await pipeline.RunAsync(step, Id);
        Assert.That(pipeline.Result, Is.EqualTo(["mine", "0"]));

        await pipeline.RunAsync(step, "-p:ResultId=again");

        Assert.That(pipeline.Result, Is.EqualTo(["again", "0"]));
    }

    [TestCase("train", "Train")]
    [TestCase("report", "Report")]
    [TestCase("report", "Train")]
    [TestCase("gate", "Gate")]
    [TestCase("baseline", "Baseline")]
    [TestCase("benchmark", "Benchmark")]
    public async Task A_step_that_failed_leaves_the_programs_own_word(string command, string step)
    {
        using FakePipeline pipeline = new();
        pipeline.LetFail(command, 3, "error: The disk is full.\n");

        (int ended, _) = await pipeline.RunAsync(step, Id);

        Assert.That(ended, Is.EqualTo(1));
        Assert.That(pipeline.Result, Has.Length.EqualTo(2));
        Assert.That(pipeline.Result[0], Does.StartWith("mine/"));
        Assert.That(pipeline.KeptExitCode, Is.EqualTo("3"));
    }

    [Test]
    [Platform("Linux")]
    public async Task The_program_stops_when_the_build_is_killed()
    {
        using FakePipeline pipeline = new();
        pipeline.LetWait("fetch");
        Task<(int ExitCode, string Output)> build = pipeline.RunAsync("Fetch", Id);
        using Process process = Process.GetProcessById(await pipeline.BuildProcessAsync("fetch"));

        process.Kill();

        await pipeline.StopIsToldAsync("fetch");
        Assert.That((await build).ExitCode, Is.Not.Zero);
    }
}
