using FashionRef.Engines;
using FashionRef.Engines.Exact;
using FashionRef.Models;
using FashionRef.Tests.Cli.Output;
using FashionRef.Tests.Engines.Exact;
using FashionRef.Torch;

namespace FashionRef.Tests.Engines;

internal sealed class StepClockTests
{
    private readonly ManualTime _time = new();
    private StepClock _clock = null!;

    [SetUp]
    public void Create() => _clock = new StepClock(_time);

    [Test]
    public void A_part_has_the_time_since_the_note_before_it_summed_over_steps()
    {
        for (int step = 1; step <= 2; step++)
        {
            _time.Advance(1000);
            _clock.Begin();
            _time.Advance(step);
            _clock.Note("forward");
            _time.Advance(10);
            _clock.Note("backward");
        }

        Assert.That(_clock.Take(), Is.EqualTo(new Dictionary<string, double> { ["forward"] = 3, ["backward"] = 20 }));
        Assert.That(_clock.Take(), Is.Empty);
    }

    [Test]
    public void What_threads_did_side_by_side_is_divided_by_their_work()
    {
        _clock.Begin();
        _time.Advance(8);
        _clock.Note(["conv2d", "conv2d_1"], [100, 300]);
        _time.Advance(5);
        _clock.Note(["idle"], [0]);

        Assert.That(_clock.Take(), Is.EqualTo(new Dictionary<string, double> { ["conv2d"] = 2, ["conv2d_1"] = 6, ["idle"] = 0 }));
    }

    [Test]
    public void The_exact_engine_notes_the_layers_of_a_step_and_nothing_of_a_prediction()
    {
        StepClock clock = new(TimeProvider.System);
        IReadOnlyDictionary<string, double> parts = Work(new ExactEngine(threads: 2) { Clock = clock }, clock);

        Assert.That(parts.Keys, Is.EquivalentTo(new[]
        {
            "conv2d forward", "conv2d_1 forward", "dense forward", "batch_normalization forward", "dense_1 forward",
            "batch_normalization_1 forward", "dense_2 forward", "loss", "dense_2 backward and Adam", "batch_normalization_1 backward and Adam",
            "dense_1 backward and Adam", "batch_normalization backward and Adam", "dense backward and Adam", "conv2d backward", "conv2d_1 backward",
            "Adam of the convolutions",
        }));
        Assert.That(parts.Values, Is.All.GreaterThan(0));
    }

    [Test]
    public void The_torch_engine_notes_the_ways_forward_and_back_and_the_optimizer([Values] bool plain)
    {
        StepClock clock = new(TimeProvider.System);
        IReadOnlyDictionary<string, double> parts =
            Work(new TorchEngine(threads: 1) { Clock = clock, Form = plain ? TorchForm.Plain : TorchForm.Fast }, clock);

        Assert.That(parts.Keys, Is.EqualTo(new[] { "forward", "loss and backward", "Adam" }));
        Assert.That(parts.Values, Is.All.GreaterThan(0));
    }

    private static IReadOnlyDictionary<string, double> Work(IEngine engine, StepClock clock)
    {
        BuiltModel model = ExactModels.Get("Model-2");
        byte[] pixels = ExactModels.Pixels(model, 4);
        using ITrainer trainer = engine.CreateTrainer(model, CrossEntropy.OfLogits, new Adam(0.01), ExactModels.Start(model));
        trainer.Predict(pixels, new double[4 * model.ClassCount]);
        Assert.That(clock.Take(), Is.Empty);
        trainer.TrainStep(pixels, ExactModels.Labels(model, 4));
        return clock.Take();
    }
}
