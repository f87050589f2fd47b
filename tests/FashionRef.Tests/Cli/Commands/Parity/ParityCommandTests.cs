using System.Text.Json.Nodes;
using FashionRef.Engines;
using FashionRef.Models;
using FashionRef.Tests.Parity;

namespace FashionRef.Tests.Cli.Commands.Parity;

[Parallelizable(ParallelScope.All)]
internal sealed class ParityCommandTests
{
    private static readonly string Model1 = KerasTraces.PathOf(1, Precision.Float32);
    private static readonly string Model2 = KerasTraces.PathOf(2, Precision.Float32);

    [Test]
    public async Task A_trace_is_replayed_compared_and_found_equal()
    {
        RealDataset.Load();

        ProgramEnd end = await Parity("--trace", Model1, "--steps", "1", "--threads", "2");

        Assert.That(end.ExitCode, Is.Zero, end.Error);
        Assert.That(end.Output, Does.StartWith(
            $"Model-1, float32, seed 7, offset 11, from Keras 3.15.1 on tensorflow: 1 of 469 steps, engine {KnownEngines.Default} with 2 threads\n\ncheck "));
        Assert.That(end.Output, Does.Match(@"\nlosses, step 1 +\S+ +3\.0e-06  equal"));
        Assert.That(end.Output, Does.Match(@"\nright answers, step 1 +0 +5  equal\nweights after 1 step "));
        Assert.That(end.Output, Does.EndWith("\n\nEqual to Keras within these tolerances.\n").And.Not.Contains("after 2 steps"));
    }

    [Test]
    public async Task One_loss_a_thousandth_off_is_a_check_that_says_no()
    {
        RealDataset.Load();
        using TemporaryFolder folder = new();
        string trace = ChangedJson.Write(Model1, folder["f"], trace =>
            trace["steps"]![1]!["loss"] = trace["steps"]![1]!["loss"]!.GetValue<double>() * 1.001);

        ProgramEnd end = await Parity("--trace", trace, "--steps", "2");

        AssertDifferent(end, @"losses, steps 1 to 2 +1\.0e-03 +3\.0e-06  DIFFERENT   step 2");
    }

    [Test]
    public async Task An_engine_that_does_not_compute_with_the_traces_precision_is_refused_before_anything_is_done()
    {
        ProgramEnd end = await ProgramProcess.RunAsync(
            "parity", "--trace", KerasTraces.PathOf(1, Precision.Float64), "--engine", "exact", "--artifacts", "no-such-folder");

        Assert.That(end, Is.EqualTo(new ProgramEnd(
            2, "", "error: Engine 'exact' does not compute in float64: legal is float32. For float64 take --engine torch.\n")));
    }

    [Test]
    public async Task One_right_answer_off_in_float64_is_a_check_that_says_no()
    {
        RealDataset.Load();
        using TemporaryFolder folder = new();
        string trace = ChangedJson.Write(KerasTraces.PathOf(1, Precision.Float64), folder["f"], trace => trace["steps"]![0]!["correct"] = 10);

        ProgramEnd end = await Parity("--trace", trace, "--steps", "1");

        AssertDifferent(end, "right answers, step 1 +1 +0  DIFFERENT   step 1: 9 instead of 10");
    }

    [Test]
    public async Task A_tolerance_can_be_set_and_then_holds()
    {
        RealDataset.Load();

        ProgramEnd end = await Parity("--trace", Model1, "--steps", "1", "--loss-tolerance", "1e-15");

        AssertDifferent(end, @"losses, step 1 +\S+ +1\.0e-15  DIFFERENT   step 1");
    }

    [Test]
    public async Task A_file_that_is_no_trace_is_refused_before_anything_is_fetched()
    {
        using TemporaryFolder folder = new();

        ProgramEnd end = await ProgramProcess.RunAsync("parity", "--trace", TestDataFile.PathOf("sklearn-report.json"), "--artifacts", folder["a"]);

        Assert.That(end.ExitCode, Is.EqualTo(2));
        Assert.That(end.Error, Does.EndWith("sklearn-report.json' is no trace that can be replayed: it lacks 'model'. See docs/parity.md for the format.\n"));
        Assert.That(end.Output, Is.Empty);
        Assert.That(folder.Entries, Is.Empty);
    }

    [Test]
    public async Task More_steps_than_the_trace_has_are_refused()
    {
        ProgramEnd end = await Parity("--trace", Model2, "--steps", "500");

        Assert.That(end.ExitCode, Is.EqualTo(2));
        Assert.That(end.Error, Is.EqualTo("error: --steps 500 is more than the trace has: legal are 1 to 469.\n"));
        Assert.That(end.Output, Is.Empty);
    }

    [Test]
    public async Task Steps_that_end_before_any_weights_are_compared_are_refused_before_anything_is_fetched()
    {
        using TemporaryFolder folder = new();
        string trace = ChangedJson.Write(Model2, folder["f"], trace => trace["marks"]!.AsObject().Remove("1"));

        ProgramEnd end = await ProgramProcess.RunAsync("parity", "--trace", trace, "--steps", "1", "--artifacts", folder["a"]);

        Assert.That(end, Is.EqualTo(new ProgramEnd(
            2, "", "error: --steps 1 ends before any trained weights are compared: the trace has the first ones after step 2. Take --steps 2 or more.\n")));
        Assert.That(folder.Entries, Is.EqualTo(new[] { "f" }));
    }

    [TestCase("1", "none is in it")]
    [TestCase("3", "the first in it is after step 3, and right programs agree on weights through step 2. --weight-tolerance judges them all")]
    public async Task Where_no_trained_weights_are_judged_it_is_not_said_that_they_are_equal(string steps, string why)
    {
        RealDataset.Load();
        using TemporaryFolder folder = new();
        string trace = ChangedJson.Write(steps == "3" ? Model2 : Model1, folder["f"], trace =>
        {
            JsonObject marks = trace["marks"]!.AsObject();
            JsonNode late = marks["10"]!.DeepClone();
            foreach (string step in new[] { "1", "2", "10", "100", "469" })
            {
                marks.Remove(step);
            }

            if (steps == "3")
            {
                marks["3"] = late;
            }
        });

        ProgramEnd end = await Parity("--trace", trace, "--steps", steps, "--threads", "2");

        Assert.That(end.ExitCode, Is.Zero, end.Error);
        Assert.That(end.Output, Does.EndWith(
            $"\n\nEqual to Keras within these tolerances, as far as losses, right answers and first gradients go. No trained weights of the trace were judged: {why}.\n"));
    }

    [TestCase("1", "128", "128 answers be wrong: legal are 0 to 127")]
    [TestCase("1", "60000", "128 answers be wrong: legal are 0 to 127")]
    [TestCase("100", "10000", "10000 answers be wrong: legal are 0 to 9999")]
    public async Task A_tolerance_for_answers_that_lets_all_of_them_be_wrong_is_refused(string steps, string tolerance, string fault)
    {
        ProgramEnd end = await Parity("--trace", Model2, "--steps", steps, "--count-tolerance", tolerance);

        Assert.That(end, Is.EqualTo(new ProgramEnd(2, "", $"error: --count-tolerance {tolerance} lets all {fault}.\n")));
    }

    [TestCase("error: Option '--trace' is required. See 'parity --help'.\n")]
    [TestCase("error: --trace ' ' is not a file's path. See 'parity --help'.\n", "--trace", " ")]
    [TestCase("error: --steps '0' is not a whole number from 1 to 60000. See 'parity --help'.\n", "--trace", "f", "--steps", "0")]
    [TestCase("error: --count-tolerance '-1' is not a whole number from 0 to 60000. See 'parity --help'.\n", "--trace", "f", "--count-tolerance", "-1")]
    [TestCase(
        "error: --loss-tolerance '1e-6x' is not a number above 0 and below 1, with a point before decimals. See 'parity --help'.\n",
        "--trace", "f", "--loss-tolerance", "1e-6x")]
    [TestCase(
        "error: --weight-tolerance '0' is not a number above 0 and below 1, with a point before decimals. See 'parity --help'.\n",
        "--trace", "f", "--weight-tolerance", "0")]
    [TestCase("error: --loss-tolerance '1' is not a number above 0 and below 1, ", "--trace", "f", "--loss-tolerance", "1")]
    [TestCase("error: --gradient-tolerance '2' is not a number above 0 and below 1, ", "--trace", "f", "--gradient-tolerance", "2")]
    [TestCase("error: --weight-tolerance '1e300' is not a number above 0 and below 1, ", "--trace", "f", "--weight-tolerance", "1e300")]
    [TestCase("error: --test-tolerance 'NaN' is not a number above 0 and below 1, ", "--trace", "f", "--test-tolerance", "NaN")]
    [TestCase("error: --test-tolerance '-0.5' is not a number above 0 and below 1, ", "--trace", "f", "--test-tolerance", "-0.5")]
    public async Task A_wrong_request_is_told_in_one_line_with_what_is_legal(string expected, params string[] arguments)
    {
        ProgramEnd end = await ProgramProcess.RunAsync(["parity", .. arguments]);

        Assert.That(end.ExitCode, Is.EqualTo(2));
        Assert.That(end.Error, Does.StartWith(expected).And.EndWith(" See 'parity --help'.\n"));
        Assert.That(end.Output, Is.Empty);
    }

    [Test]
    [Platform("Linux")]
    public async Task Ctrl_C_ends_it_between_two_steps()
    {
        RealDataset.Load();
        string[] arguments = ["parity", "--trace", KerasTraces.PathOf(2, Precision.Float64), "--steps", "469", "--artifacts", Repository.Artifacts];
        using TestProcess process = ProgramProcess.StartHearingCtrlC(arguments);

        // The first line comes with the first step.
        Assert.That(await process.ReadLineAsync(), Does.StartWith("Model-2, float64"));
        await TestProcess.SignalAsync("-INT", process.Id);
        ProgramEnd end = await process.EndAsync();

        Assert.That((end.ExitCode, end.Error), Is.EqualTo((130, "error: Stopped.\n")));
    }

    private static void AssertDifferent(ProgramEnd end, string row)
    {
        Assert.That(end.ExitCode, Is.EqualTo(1), end.Error);
        Assert.That(end.Output, Does.Match($@"\n{row}\n"));
        Assert.That(end.Output.Split("DIFFERENT"), Has.Length.EqualTo(2), end.Output);
        Assert.That(end.Output, Does.EndWith("\n\nDifferent from Keras.\n"));
    }

    private static Task<ProgramEnd> Parity(params string[] arguments) =>
        ProgramProcess.RunAsync(["parity", "--artifacts", Repository.Artifacts, .. arguments]);
}
