namespace FashionRef.Tests.Build.Pipeline;

/// <summary>What build/Pipeline.proj asks the program for when it measures.</summary>
[Platform(Exclude = "Win", Reason = "The fake program is a shell script.")]
[Parallelizable(ParallelScope.All)]
internal sealed class PipelineBenchmarkTests
{
    [Test]
    public async Task It_fetches_the_data_and_measures_each_time_with_what_was_set()
    {
        using FakePipeline pipeline = new();

        (int exitCode, string output) = await pipeline.RunAsync("Benchmark", "-p:Threads=1", "-p:Rounds=3", "-p:Steps=5", "-p:Json=speed.json", "-p:Markdown=speed.md");
        await pipeline.RunAsync("Benchmark", "-p:Model=2");

        Assert.That(exitCode, Is.Zero, output);
        Assert.That(pipeline.Requests, Is.EqualTo(
        [
            "fetch",
            "benchmark --threads=1 --rounds=3 --steps=5 --json=speed.json --markdown=speed.md",
            "fetch",
            "benchmark --model=2",
        ]));
    }

    [Test]
    public async Task A_measurement_that_fails_is_a_coded_error()
    {
        using FakePipeline pipeline = new();
        pipeline.LetFail("benchmark", 3, "error: The process that measures exact ended by itself.\n");

        (int exitCode, string output) = await pipeline.RunAsync("Benchmark");

        Assert.That(exitCode, Is.EqualTo(1));
        Assert.That(output, Does.Contain("program : error FREF1103: The process that measures exact ended by itself."));
        Assert.That(pipeline.KeptExitCode, Is.EqualTo("3"));
    }
}
