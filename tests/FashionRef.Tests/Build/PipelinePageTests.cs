using FashionRef.Engines;

namespace FashionRef.Tests.Build;

/// <summary>When build/Pipeline.proj writes the page, of which runs, and when it leaves it alone.</summary>
[Platform(Exclude = "Win", Reason = "The fake program is a shell script.")]
[Parallelizable(ParallelScope.All)]
internal sealed class PipelinePageTests
{
    private const string OfBoth = $"report --run=artifacts/runs/model1-seed1-{KnownEngines.Default}/run.json --run=artifacts/runs/model2-seed1-{KnownEngines.Default}/run.json";
    private const string OfModel1 = $"report --run=artifacts/runs/model1-seed1-{KnownEngines.Default}/run.json";

    private FakePipeline _trained = null!;

    [OneTimeSetUp]
    public async Task Train_once() => _trained = await FakePipeline.TrainedAsync();

    [OneTimeTearDown]
    public void Remove() => _trained.Dispose();

    [Test]
    public void A_training_ends_with_the_page_of_its_runs()
    {
        Assert.That(_trained.Requests, Has.Length.EqualTo(4));
        Assert.That(_trained.Requests[^1], Is.EqualTo(OfBoth));
        Assert.That(_trained.Page, Does.Exist);
    }

    [TestCase("Train")]
    [TestCase("Report")]
    public async Task A_second_run_writes_no_page_and_ends_with_where_it_is(string target)
    {
        using FakePipeline pipeline = _trained.Copy();

        string output = await RunAsync(pipeline, target);

        Assert.That(pipeline.Requests, Is.Empty);
        Assert.That(pipeline.Shorten(output), Does.EndWith("The report is up to date in artifacts/report/index.html.\n"));
    }

    [Test]
    public async Task A_report_trains_what_is_missing_and_shows_it()
    {
        using FakePipeline pipeline = new();

        string output = await RunAsync(pipeline, "Report", "-p:Model=1");

        Assert.That(pipeline.Requests, Is.EqualTo(["fetch", "train --model 1 --seed=1", OfModel1]));
        Assert.That(output, Does.Not.Contain("up to date"));
    }

    [Test]
    public async Task Other_runs_make_another_page_though_none_is_newer()
    {
        using FakePipeline pipeline = _trained.Copy();

        await RunAsync(pipeline, "Report", "-p:Model=1");
        await RunAsync(pipeline, "Report", "-p:Model=1");
        await RunAsync(pipeline, "Report");

        Assert.That(pipeline.Requests, Is.EqualTo([OfModel1, OfBoth]));
    }

    [Test]
    public async Task A_newer_run_makes_a_new_page()
    {
        using FakePipeline pipeline = _trained.Copy();

        await RunAsync(pipeline, "Train", "-p:Model=1", "-p:Epochs=3");

        Assert.That(pipeline.Requests, Is.EqualTo(["train --model 1 --seed=1 --epochs=3", OfModel1]));
    }

    [Test]
    public async Task A_page_that_the_program_wrote_of_other_runs_is_replaced()
    {
        using FakePipeline pipeline = _trained.Copy();
        File.SetLastWriteTimeUtc(pipeline.Page, File.GetLastWriteTimeUtc(pipeline.Page).AddHours(1));

        await RunAsync(pipeline, "Report");

        Assert.That(pipeline.Requests, Is.EqualTo([OfBoth]));
    }

    [Test]
    public async Task A_page_that_is_gone_is_written_again_without_a_training()
    {
        using FakePipeline pipeline = _trained.Copy();
        File.Delete(pipeline.Page);

        await RunAsync(pipeline, "Train");

        Assert.That(pipeline.Requests, Is.EqualTo([OfBoth]));
    }

    [Test]
    public async Task A_page_that_cannot_be_made_is_a_coded_error_and_is_tried_again()
    {
        using FakePipeline pipeline = _trained.Copy();
        File.Delete(pipeline.Page);
        pipeline.LetFail("report", 3, "error: This machine cannot draw.\n");

        (int exitCode, string output) = await pipeline.RunAsync("Report");
        (int again, _) = await pipeline.RunAsync("Report");

        Assert.That((exitCode, again), Is.EqualTo((1, 1)));
        Assert.That(output, Does.Contain("program : error FREF1103: This machine cannot draw."));
        Assert.That(pipeline.KeptExitCode, Is.EqualTo("3"));
    }

    [Test]
    public async Task A_gate_writes_no_page()
    {
        using FakePipeline pipeline = _trained.Copy();
        File.Delete(pipeline.Page);

        await pipeline.RunAsync("Gate");

        Assert.That(pipeline.Page, Does.Not.Exist);
    }

    [Test]
    public async Task The_solution_has_the_same_target()
    {
        using FakePipeline pipeline = _trained.Copy();
        File.Delete(pipeline.Page);

        (int exitCode, string output) = await pipeline.RunSolutionAsync("Report");

        Assert.That(exitCode, Is.Zero, output);
        Assert.That(pipeline.Requests, Is.EqualTo([OfBoth]));
    }

    private static async Task<string> RunAsync(FakePipeline pipeline, string target, params IEnumerable<string> arguments)
    {
        (int exitCode, string output) = await pipeline.RunAsync(target, arguments);
        Assert.That(exitCode, Is.Zero, output);
        return output;
    }
}
