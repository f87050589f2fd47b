using FashionRef.Gate;
using FashionRef.Gate.Outputs;
using FashionRef.Tests.Gate.Outputs;

namespace FashionRef.Tests.Build.Pipeline;

/// <summary>What build/Pipeline.proj makes of a verdict, and what it asks for. The verdicts are the program's own JSON.</summary>
[Platform(Exclude = "Win", Reason = "The fake program is a shell script.")]
[Parallelizable(ParallelScope.All)]
internal sealed class PipelineGateTests
{
    private static readonly string Passed = GateJson.Format(Reports.Passed);
    private static readonly string Failed = GateJson.Format(new GateReport([Reports.Record, Reports.Accuracy, Reports.Curves with
    {
        Verdict = CheckVerdict.Failed,
        Reason = "mean test accuracy 0.8 {0}\nis too low.",
        Causes = ["a cause"],
    }]));

    [Test]
    public async Task A_gate_that_passes_is_no_error_and_judges_again_whenever_it_is_asked()
    {
        using FakePipeline pipeline = new();
        pipeline.LetJudge(0, Passed);

        (int exitCode, string output) = await pipeline.RunAsync("Gate", "-p:Model=1");
        (int again, _) = await pipeline.RunAsync("Gate", "-p:Model=1");

        Assert.That((exitCode, again), Is.EqualTo((0, 0)), output);
        Assert.That(output, Is.Empty);
        const string Gate = "gate --model=1 --baseline --json=artifacts/obj/gate.json";
        Assert.That(pipeline.Requests, Is.EqualTo([Gate, Gate]), "The program probes the engine before it trains.");
    }

    [Test]
    public async Task Each_failed_check_is_one_coded_error_and_the_exit_code_stays_1()
    {
        using FakePipeline pipeline = new();
        pipeline.LetJudge(1, Failed);

        Assert.That(await FailAsync(pipeline), Is.EqualTo(
            "model1-seed1 : error FREF2005: Model-1, seed 1: test accuracy 0.7000 is not in 0.8213 to 0.8841. "
            + "Likely: the pixels are divided by 255; a layer was changed. To accept: dotnet cake --target=Baseline --model=1\n"
            + "model2-seeds1to5 : error FREF2007: Model-2, seeds 1 to 5: mean test accuracy 0.8 {0} is too low. Likely: a cause.\n"));
        Assert.That(pipeline.KeptExitCode, Is.EqualTo("1"));
    }

    [Test]
    public async Task What_comes_from_outside_is_shown_and_not_obeyed()
    {
        using FakePipeline pipeline = new();
        pipeline.LetJudge(1, Failed.Replace("is too low", @"is\u001b[31m\u202e too low", StringComparison.Ordinal), "note\u001b[2J\n::stop-commands::x\nerror: lost\u001b]0;x\u0007\n");

        string output = await FailAsync(pipeline);

        Assert.That(output, Does.Contain(@"mean test accuracy 0.8 {0} is\u001B[31m\u202E too low."));
        Assert.That(output, Does.Contain(@"note\u001B[2J").And.Contain(@"\u003A:stop-commands::x").And.Contain(@"lost\u001B]0;x\u0007"));
        Assert.That(output.Where(c => char.IsControl(c) && c != '\n'), Is.Empty);
    }

    [Test]
    public async Task The_solution_has_the_same_target_and_tells_each_error_once()
    {
        using FakePipeline pipeline = new();
        pipeline.LetJudge(1, GateJson.Format(Reports.Failed));

        (int exitCode, string output) = await pipeline.RunSolutionAsync("Gate", "-p:Model=1");

        Assert.That(exitCode, Is.EqualTo(1), output);
        Assert.That(output, Does.Match(@"^model1-seed1 : error FREF2005: Model-1, seed 1: .* \[.*FashionRef\.sln\]\n$"));
        Assert.That(pipeline.Requests, Is.EqualTo(
            ["gate --model=1 --baseline --json=artifacts/obj/gate.json"]));
    }

    [TestCase(2, "FREF1102")]
    [TestCase(3, "FREF1103")]
    public async Task What_is_no_verdict_is_told_in_the_programs_words(int exitCode, string code)
    {
        using FakePipeline pipeline = new();
        pipeline.LetJudge(exitCode, Failed, "error: It cannot be judged.\n");

        Assert.That(await FailAsync(pipeline), Is.EqualTo($"program : error {code}: It cannot be judged.\n"));
        Assert.That(pipeline.KeptExitCode, Is.EqualTo($"{exitCode}"));
    }

    [TestCase(0)]
    [TestCase(1)]
    public async Task Without_a_verdict_of_its_own_no_gate_passes_and_an_earlier_one_does_not_help(int exitCode)
    {
        using FakePipeline pipeline = new();
        pipeline.LetJudge(exitCode, json: null);
        pipeline.LeaveVerdict(Passed);

        Assert.That(await FailAsync(pipeline), Is.EqualTo(
            "program : error FREF1106: The gate ended without a verdict in 'artifacts/obj/gate.json', so nothing has passed.\n"));
    }

    [TestCase("no JSON", "cannot be read")]
    [TestCase("null", "has the format '' and must have 'fashionref-gate-1'")]
    [TestCase("""{ "format": "fashionref-gate-1", "verdict": "", "checks": [] }""", "cannot be read")]
    [TestCase("""{ "format": "fashionref-gate-2", "passed": true, "verdict": "", "checks": [] }""", "has the format 'fashionref-gate-2'")]
    public async Task A_verdict_that_cannot_be_read_has_not_passed(string json, string expected)
    {
        using FakePipeline pipeline = new();
        pipeline.LetJudge(0, json);

        Assert.That(await FailAsync(pipeline), Does.StartWith("program : error FREF1106: ").And.Contain(expected));
    }

    [Test]
    public async Task An_exit_code_and_a_verdict_that_differ_have_not_passed()
    {
        using FakePipeline pipeline = new();
        pipeline.LetJudge(1, Passed);

        Assert.That(await FailAsync(pipeline), Does.StartWith("program : error FREF1106: The gate ended with exit code 1, and its verdict says: Gate passed"));

        using FakePipeline other = new();
        other.LetJudge(0, Failed);

        Assert.That(await FailAsync(other), Does.Contain("error FREF2005").And.Contain("error FREF1106: The gate ended with exit code 0, and"));
    }

    [Test]
    public async Task A_gate_that_fails_without_a_failed_check_is_told_by_its_verdict()
    {
        using FakePipeline pipeline = new();
        pipeline.LetJudge(1, GateJson.Format(Reports.Unjudged));

        Assert.That(await FailAsync(pipeline), Is.EqualTo(
            "program : error FREF1101: Gate FAILED: nothing of Model-1 was judged (1 check passed, 1 not needed).\n"));
    }

    [Test]
    public async Task A_file_that_could_not_be_written_is_told_beside_the_failed_checks()
    {
        using FakePipeline pipeline = new();
        pipeline.LetJudge(1, GateJson.Format(Reports.Failed), "error: The disk is full.\n");

        Assert.That(await FailAsync(pipeline), Does.Match(@"^model1-seed1 : error FREF2005: .*\nprogram : error FREF1101: The disk is full\.\n$"));
    }

    [Test]
    public async Task The_gate_itself_trains_and_is_told_all_that_was_set()
    {
        using FakePipeline pipeline = new();
        pipeline.LetJudge(0, Passed);

        (int exitCode, string output) = await pipeline.RunAsync(
            "Gate", "-p:Seeds=1..5", "-p:Threads=2", "-p:Data=/my data", "-p:JUnit=a.xml", "-p:Markdown=a.md", $"-p:Json={pipeline.Data("a.json")}");

        Assert.That(exitCode, Is.Zero, output);
        Assert.That(pipeline.Requests, Is.EqualTo(
            ["gate --seeds=1..5 --threads=2 --data=/my data --junit=a.xml --markdown=a.md --json=artifacts/data/a.json"]));
    }

    [TestCase("-p:Seed=7", "gate --seeds=7 --model=2 --json=artifacts/obj/gate.json")]
    [TestCase("-p:Seed=7;Baseline=true", "gate --seeds=7 --model=2 --baseline --json=artifacts/obj/gate.json")]
    [TestCase("-p:Seed=1", "gate --seeds=1 --model=2 --baseline --json=artifacts/obj/gate.json")]
    [TestCase("-p:Seeds=auto", "gate --seeds=auto --model=2 --json=artifacts/obj/gate.json")]
    public async Task The_baseline_is_demanded_of_seed_1_and_where_it_is_asked_for(string properties, string request)
    {
        using FakePipeline pipeline = new();
        pipeline.LetJudge(0, Passed);

        (int exitCode, string output) = await pipeline.RunAsync("Gate", "-p:Model=2", properties);

        Assert.That(exitCode, Is.Zero, output);
        Assert.That(pipeline.Requests[^1], Is.EqualTo(request));
    }

    [Test]
    public async Task A_baseline_is_renewed_from_what_was_trained()
    {
        using FakePipeline pipeline = new();

        (int exitCode, string output) = await pipeline.RunAsync("Baseline", "-p:Model=2;Threads=3");

        Assert.That(exitCode, Is.Zero, output);
        Assert.That(pipeline.Requests, Is.EqualTo(["train --model=2 --threads=3", "baseline --model=2 --threads=3"]));
    }

    /// <returns>The output without the project's path, which MSBuild puts behind every error, and with short paths.</returns>
    private static async Task<string> FailAsync(FakePipeline pipeline)
    {
        (int exitCode, string output) = await pipeline.RunAsync("Gate", "-p:Model=1");
        Assert.That(exitCode, Is.EqualTo(1), output);
        return pipeline.Shorten(output.Replace($" [{FakePipeline.Project}]", ""));
    }
}
