using FashionRef.Engines;

namespace FashionRef.Tests.Build;

/// <summary>How build/Pipeline.proj tells the program of an engine, and what it calls that engine's runs.</summary>
[Platform(Exclude = "Win", Reason = "The fake program is a shell script.")]
[Parallelizable(ParallelScope.All)]
internal sealed class PipelineEngineTests
{
    [TestCase("torch")]
    [TestCase("exact")]
    public async Task An_engines_runs_have_a_folder_of_their_own_and_are_up_to_date_there(string engine)
    {
        using FakePipeline pipeline = new();

        await RunAsync(pipeline, "Train", "-p:Model=1", $"-p:Engine={engine}");
        string again = await RunAsync(pipeline, "Train", "-p:Model=1", $"-p:Engine={engine}");

        Assert.That(pipeline.Requests, Is.EqualTo(
            ["fetch", $"train --model 1 --seed=1 --engine={engine}", $"report --run=artifacts/runs/model1-seed1-{engine}/run.json"]));
        Assert.That(pipeline.Record(model: 1, engine: engine), Does.Exist);
        Assert.That(again, Does.Contain($"Model-1 is up to date in {Path.GetDirectoryName(pipeline.Record(model: 1, engine: engine))}"));
    }

    [Test]
    public async Task Without_an_engine_the_run_is_the_one_of_the_programs_default()
    {
        using FakePipeline pipeline = new();

        await RunAsync(pipeline, "Train", "-p:Model=1");

        Assert.That(pipeline.Trainings, Is.EqualTo(["fetch", "train --model 1 --seed=1"]));
        Assert.That(await RunAsync(pipeline, "Train", "-p:Model=1"), Does.Contain($"model1-seed1-{KnownEngines.Default}: nothing"));
    }

    [Test]
    public async Task Gate_and_baseline_are_of_the_engine()
    {
        using FakePipeline pipeline = new();
        pipeline.LetJudge(0, FashionRef.Gate.Outputs.GateJson.Format(Tests.Gate.Outputs.Reports.Passed));

        await RunAsync(pipeline, "Gate", "-p:Model=1", "-p:Engine=exact");
        await RunAsync(pipeline, "Gate", "-p:Model=1", "-p:Engine=exact", "-p:Seeds=1..5");
        await RunAsync(pipeline, "Baseline", "-p:Model=1", "-p:Engine=exact");

        Assert.That(pipeline.Requests.Skip(2), Is.EqualTo(
        [
            "gate --run=artifacts/runs/model1-seed1-exact/run.json --baseline --json=artifacts/obj/gate.json",
            "gate --model=1 --seeds=1..5 --engine=exact --json=artifacts/obj/gate.json",
            "baseline --model=1 --seed=1 --engine=exact",
        ]));
    }

    // A hyphen would make another run's name of it, and --force takes a run's record away before the program can refuse the word.
    [TestCase("x/../../runs/model1-seed1-exact")]
    [TestCase("exact-repeated")]
    public async Task A_word_that_is_no_engine_never_becomes_another_runs_path_and_reaches_the_program(string word)
    {
        using FakePipeline pipeline = new();
        await RunAsync(pipeline, "Train", "-p:Model=1", "-p:Engine=exact");
        await RunAsync(pipeline, "Train", "-p:Model=1", "-p:Engine=exact", "-p:Shuffle=repeated");
        pipeline.LetFail("train", 2, $"error: --engine '{word}' is not one of torch, exact.\n");

        (int exitCode, string output) = await pipeline.RunAsync("Train", "-p:Model=1", $"-p:Engine={word}", "-p:Force=true");

        Assert.That(exitCode, Is.EqualTo(1));
        Assert.That(output, Does.Contain($"error FREF1102: --engine '{word}' is not one of torch, exact."));
        Assert.That(pipeline.Requests[^1], Is.EqualTo($"train --model 1 --seed=1 --engine={word}"));
        Assert.That(pipeline.Record(model: 1, engine: "exact"), Does.Exist);
        Assert.That(pipeline.Record(model: 1, engine: "exact", ending: "-repeated"), Does.Exist);
    }

    private static async Task<string> RunAsync(FakePipeline pipeline, string target, params IEnumerable<string> arguments)
    {
        (int exitCode, string output) = await pipeline.RunAsync(target, arguments);
        Assert.That(exitCode, Is.Zero, output);
        return output;
    }
}
