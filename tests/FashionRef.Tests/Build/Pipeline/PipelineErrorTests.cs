namespace FashionRef.Tests.Build.Pipeline;

/// <summary>What build/Pipeline.proj makes of a program that fails.</summary>
[Platform(Exclude = "Win", Reason = "The fake program is a shell script.")]
[Parallelizable(ParallelScope.All)]
internal sealed class PipelineErrorTests
{
    [Test]
    public async Task A_failure_is_one_coded_error_and_keeps_its_exit_code()
    {
        using FakePipeline pipeline = new();
        pipeline.LetFail("train", 130, "error: Stopped.\n");

        string output = await FailAsync(pipeline, "Train");

        Assert.That(output, Is.EqualTo("program : error FREF1104: Stopped.\n"));
        Assert.That(pipeline.KeptExitCode, Is.EqualTo("130"));
        Assert.That(pipeline.Requests, Is.EqualTo(["train"]), "After a failure nothing more is tried.");
    }

    [Test]
    public async Task An_error_keeps_its_lines_and_swallows_no_notice_before_it()
    {
        using FakePipeline pipeline = new();
        pipeline.LetFail("fetch", 2, "[W] A notice.\nerror: One.\nTwo {0}.\n");

        string output = await FailAsync(pipeline, "Fetch");

        Assert.That(output, Is.EqualTo("  [W] A notice.\nprogram : error FREF1102: One.\nprogram : error FREF1102: Two {0}.\n"));
    }

    [Test]
    public async Task A_failure_without_a_word_names_the_exit_code()
    {
        using FakePipeline pipeline = new();
        pipeline.LetFail("fetch", 139, "");

        string output = await FailAsync(pipeline, "Fetch");

        Assert.That(output, Is.EqualTo("program : error FREF1105: The program ended with exit code 139 and did not say why.\n"));
        Assert.That(pipeline.KeptExitCode, Is.EqualTo("139"));
    }

    [Test]
    public async Task Notices_of_a_program_that_succeeds_are_shown_and_are_no_warnings()
    {
        using FakePipeline pipeline = new();
        pipeline.LetSay("fetch", "warning XY1: A notice.\n");

        (int exitCode, string output) = await pipeline.RunAsync("Fetch", "-warnAsError");

        Assert.That(exitCode, Is.Zero, output);
        Assert.That(output, Is.EqualTo("  warning XY1: A notice.\n"));
    }

    [TestCase("", "Epoch 1/10\n")]
    [TestCase("-p:_MSBUILDTLENABLED=1", "  Epoch 1/10\n")]
    public async Task The_program_has_the_terminal_unless_MSBuild_draws_on_it(string property, string expected)
    {
        using FakePipeline pipeline = new();
        pipeline.LetPrint("fetch", "Epoch 1/10\n");

        (int exitCode, string output) = await pipeline.RunAsync("Fetch", property.Length > 0 ? [property] : []);

        Assert.That(exitCode, Is.Zero, output);
        Assert.That(output, Is.EqualTo(expected));
    }

    [Test]
    public async Task A_missing_program_is_told_with_what_to_do()
    {
        using FakePipeline pipeline = new();
        File.Delete(pipeline.Program);

        string output = await FailAsync(pipeline, "Train");

        Assert.That(output, Is.EqualTo(
            $"program : error FREF1100: The program '{pipeline.Program}' does not exist. Build it first: dotnet build -c Release.\n"));
    }

    /// <returns>The output without the project's path, which MSBuild puts behind every error.</returns>
    private static async Task<string> FailAsync(FakePipeline pipeline, string target)
    {
        (int exitCode, string output) = await pipeline.RunAsync(target);
        Assert.That(exitCode, Is.EqualTo(1), output);
        return output.Replace($" [{FakePipeline.Project}]", "");
    }
}
