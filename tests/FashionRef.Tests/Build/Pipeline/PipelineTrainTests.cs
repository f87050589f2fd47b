namespace FashionRef.Tests.Build.Pipeline;

/// <summary>What build/Pipeline.proj asks of the program, which alone decides what there is to do, and how it goes on.</summary>
[Platform(Exclude = "Win", Reason = "The fake program is a shell script.")]
[Parallelizable(ParallelScope.All)]
internal sealed class PipelineTrainTests
{
    private const string PageOfBoth = "report --run=artifacts/runs/model1/run.json --run=artifacts/runs/model2/run.json";

    [TestCase("Train")]
    [TestCase("Report")]
    public async Task A_training_ends_with_the_page_of_its_runs_each_time_it_is_asked(string target)
    {
        using FakePipeline pipeline = new();

        await RunAsync(pipeline, target);
        await RunAsync(pipeline, target);

        Assert.That(pipeline.Requests, Is.EqualTo(["train", PageOfBoth, "train", PageOfBoth]));
    }

    [Test]
    public async Task The_solution_has_the_same_targets()
    {
        using FakePipeline pipeline = new();

        (int exitCode, string output) = await pipeline.RunSolutionAsync("Report");

        Assert.That(exitCode, Is.Zero, output);
        Assert.That(pipeline.Requests, Is.EqualTo(["train", PageOfBoth]));
    }

    [Test]
    public async Task Every_option_reaches_the_program()
    {
        using FakePipeline pipeline = new();

        await RunAsync(
            pipeline, "Train", "-p:Model=1", "-p:Seed=7", "-p:Epochs=2", "-p:BatchSize=64", "-p:LearningRate=0.5", "-p:Loss=probabilities",
            "-p:Shuffle=repeated", "-p:Engine=exact", "-p:Threads=3", "-p:Data=/my data", "-p:TensorBoard=/my logs", "-p:Resume=true", "-p:Force=true");

        Assert.That(pipeline.Requests, Is.EqualTo(
        [
            "train --model=1 --seed=7 --epochs=2 --batch-size=64 --learning-rate=0.5 --loss=probabilities --shuffle=repeated --engine=exact "
                + "--threads=3 --data=/my data --tensorboard=/my logs --resume --force",
            "report --run=artifacts/runs/model1/run.json",
        ]));
    }

    [Test]
    public async Task Data_are_fetched_alone_where_that_is_asked()
    {
        using FakePipeline pipeline = new();

        await RunAsync(pipeline, "Fetch", "-p:Data=/my data");

        Assert.That(pipeline.Requests, Is.EqualTo(["fetch --data /my data"]));
    }

    [Test]
    public async Task A_baseline_is_of_what_was_trained_and_the_gate_trains_itself()
    {
        using FakePipeline pipeline = new();
        pipeline.LetJudge(0, FashionRef.Gate.Outputs.GateJson.Format(Tests.Gate.Outputs.Reports.Passed));

        await RunAsync(pipeline, "Gate", "-p:Model=1", "-p:Engine=exact");
        await RunAsync(pipeline, "Gate", "-p:Model=1", "-p:Engine=exact", "-p:Seeds=1..5");
        await RunAsync(pipeline, "Baseline", "-p:Model=1", "-p:Engine=exact");

        Assert.That(pipeline.Requests, Is.EqualTo(
        [
            "gate --model=1 --engine=exact --baseline --json=artifacts/obj/gate.json",
            "gate --seeds=1..5 --model=1 --engine=exact --json=artifacts/obj/gate.json",
            "train --model=1 --engine=exact",
            "baseline --model=1 --engine=exact",
        ]));
    }

    // A page without --run would show others.
    [Test]
    public async Task A_training_that_names_no_run_has_failed()
    {
        using FakePipeline pipeline = new();
        pipeline.LetNameNoRun();

        (int exitCode, string output) = await pipeline.RunAsync("Train");

        Assert.That(exitCode, Is.EqualTo(1));
        Assert.That(output, Does.Contain("program : error FREF1105: The program reports that it has trained, but names no run."));
        Assert.That(pipeline.Requests, Is.EqualTo(["train"]));
    }

    [Test]
    public async Task A_page_that_cannot_be_made_is_a_coded_error()
    {
        using FakePipeline pipeline = new();
        pipeline.LetFail("report", 3, "error: This machine cannot draw.\n");

        (int exitCode, string output) = await pipeline.RunAsync("Report");

        Assert.That(exitCode, Is.EqualTo(1));
        Assert.That(output, Does.Contain("program : error FREF1103: This machine cannot draw."));
        Assert.That(pipeline.KeptExitCode, Is.EqualTo("3"));
    }

    private static async Task RunAsync(FakePipeline pipeline, string target, params IEnumerable<string> arguments)
    {
        (int exitCode, string output) = await pipeline.RunAsync(target, arguments);
        Assert.That(exitCode, Is.Zero, output);
    }
}
