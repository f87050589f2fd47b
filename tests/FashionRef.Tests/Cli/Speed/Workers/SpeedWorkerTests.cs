using FashionRef.Cli.Speed;
using FashionRef.Cli.Speed.Workers;
using FashionRef.Cli.Workers;
using FashionRef.Data;
using FashionRef.Engines;
using FashionRef.Tests.Cli.Output;
using FashionRef.Tests.Training;

namespace FashionRef.Tests.Cli.Speed.Workers;

internal sealed class SpeedWorkerTests
{
    private const int Classes = 10;

    [Test]
    public void Each_request_is_answered_by_a_line_with_the_mean_of_its_steps()
    {
        ManualTime time = new();
        ScriptedTrainer trainer = new(step =>
        {
            // The first of a block is slow, and does not count.
            time.Advance(step is 1 or 4 ? 1000 : step * 10);
            return new BatchResult(0, 0);
        });

        WorkAnswer[] answers = Serve(trainer, time, "{\"steps\":2,\"busy\":false}\n{\"steps\":3,\"busy\":false}\n");

        Assert.That(answers.Select(answer => answer.Times.StepMilliseconds), Is.EqualTo(new[] { 25.0, 60.0 }));
        Assert.That(answers.Select(answer => answer.PeakMemoryBytes), Is.All.GreaterThan(1_000_000));
        Assert.That(trainer.Predictions, Is.EqualTo(2));
    }

    [Test]
    public void Steps_take_whole_batches_one_after_the_other_and_begin_anew_at_the_end()
    {
        ScriptedTrainer trainer = new(_ => new BatchResult(0, 0));

        Serve(trainer, new ManualTime(), "{\"steps\":3,\"busy\":false}\n");

        Assert.That(trainer.Batches.Select(batch => batch.Length), Is.All.EqualTo(128));
        Assert.That(trainer.Batches[1], Is.Not.EqualTo(trainer.Batches[0]));
        Assert.That(trainer.Batches[2], Is.EqualTo(trainer.Batches[0]));
        Assert.That(trainer.Batches[3], Is.EqualTo(trainer.Batches[1]));
    }

    [Test]
    public void An_answer_tells_how_far_apart_the_threads_were_before_its_steps()
    {
        double distance = 100;
        ScriptedTrainer trainer = new(_ => new BatchResult(0, 0));

        WorkAnswer[] answers = Serve(trainer, new ManualTime(), "{\"steps\":2,\"busy\":false}\n{\"steps\":3,\"busy\":false}\n", () => distance++);

        Assert.That(answers.Select(answer => answer.Times.HandOverNanoseconds), Is.EqualTo(new double?[] { 100, 101 }));
    }

    [Test]
    public void An_answer_divides_the_mean_of_the_timed_steps_into_their_parts()
    {
        ManualTime time = new();
        StepClock clock = new(time);
        ScriptedTrainer trainer = new(step =>
        {
            clock.Begin();
            time.Advance(step * 10);
            clock.Note("forward");
            time.Advance(5);
            clock.Note("backward");
            return new BatchResult(0, 0);
        });

        WorkAnswer[] answers = Serve(trainer, time, "{\"steps\":2,\"busy\":false}\n{\"steps\":1,\"busy\":false}\n", clock: clock);

        Assert.That(answers[0].Times.PartMilliseconds, Is.EqualTo(new Dictionary<string, double> { ["forward"] = 25, ["backward"] = 5 }));
        Assert.That(answers[1].Times.PartMilliseconds, Is.EqualTo(new Dictionary<string, double> { ["forward"] = 50, ["backward"] = 5 }));
    }

    [TestCase("steps 3")]
    [TestCase("{\"steps\":0,\"busy\":false}")]
    [TestCase("{}")]
    [TestCase("null")]
    [TestCase("")]
    public void A_line_that_is_no_request_is_refused(string line)
    {
        FashionRefException? failure = Assert.Throws<FashionRefException>(
            () => Serve(new ScriptedTrainer(_ => new BatchResult(0, 0)), new ManualTime(), line + "\n"));

        Assert.That(failure!.Kind, Is.EqualTo(FaultKind.BadRequest));
        Assert.That(failure.Message, Does.StartWith($"'{line}' is not a request for work. "));
    }

    [Test]
    public void A_worker_greets_with_what_its_form_computes_with()
    {
        StringWriter answers = new() { NewLine = "\n" };

        SpeedWorker.Serve(SpeedForm.Exact, model: 1, threads: 1, Data(), new StringReader("{\"steps\":1,\"busy\":false}\n"), answers);

        string[] lines = answers.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.That(lines, Has.Length.EqualTo(2));
        WorkerGreeting greeting = MessageLine.Parse<WorkerGreeting>(lines[0])!;
        Assert.That(greeting.EngineVersions.Keys, Is.EqualTo(new[] { "Exact" }));
        Assert.That(greeting.Vectors, Is.AnyOf("512 bits", "256 bits", "128 bits"));
        WorkAnswer answer = MessageLine.Parse<WorkAnswer>(lines[1])!;
        Assert.That(answer.Times.StepMilliseconds, Is.GreaterThan(0));
        Assert.That(answer.Times.HandOverNanoseconds, Is.Null);
        Assert.That(answer.Times.PartMilliseconds.Values.Sum(), Is.GreaterThan(answer.Times.StepMilliseconds / 2).And.LessThan(answer.Times.StepMilliseconds));
    }

    [TestCase(SpeedForm.TorchPlain)]
    [TestCase(SpeedForm.Torch)]
    public void Of_libtorch_it_is_told_which_of_its_kernels_it_takes_where_that_can_be_had(SpeedForm form)
    {
        StringWriter answers = new();

        SpeedWorker.Serve(form, model: 1, threads: 1, Data(), TextReader.Null, answers);

        WorkerGreeting greeting = MessageLine.Parse<WorkerGreeting>(answers.ToString())!;
        Assert.That(greeting.EngineVersions.Keys, Is.EqualTo(new[] { "TorchSharp", "libtorch" }));
        bool isTold = OperatingSystem.IsLinux() && System.Runtime.Intrinsics.X86.X86Base.X64.IsSupported;
        Assert.That(greeting.Vectors, isTold ? Is.AnyOf("AVX512", "AVX2", "DEFAULT") : Is.Null);
    }

    private static WorkAnswer[] Serve(
        ScriptedTrainer trainer, ManualTime time, string requests, Func<double?>? handOver = null, StepClock? clock = null)
    {
        StringWriter answers = new() { NewLine = "\n" };
        new SpeedWorker(trainer, clock ?? new StepClock(time), Data(), Classes, time, handOver ?? (static () => null)).Serve(new StringReader(requests), answers);
        return [.. answers.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => MessageLine.Parse<WorkAnswer>(line)!)];
    }

    // Two whole batches and a rest.
    private static Dataset Data() => SyntheticData.Create(train: 300, test: 20);
}
