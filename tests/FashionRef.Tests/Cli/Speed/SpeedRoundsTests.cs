using FashionRef.Cli.Speed;
using FashionRef.Cli.Speed.Workers;

namespace FashionRef.Tests.Cli.Speed;

internal sealed class SpeedRoundsTests
{
    private const double LongEnough = 1500;

    private static readonly Dictionary<string, double> Parts = new() { ["forward"] = 1 };

    private readonly List<SpeedForm> _asked = [];

    [SetUp]
    public void Forget() => _asked.Clear();

    [Test]
    public async Task Forms_take_turns_and_each_round_begins_with_another()
    {
        List<int> shown = [];

        await new SpeedRounds(rounds: 4, steps: 3).RunAsync(
            [.. SpeedForms.All.Select(form => new ScriptedWorker(form, _asked, Answer(LongEnough)))], shown.Add, CancellationToken.None);

        const SpeedForm A = SpeedForm.TorchPlain;
        const SpeedForm B = SpeedForm.Torch;
        const SpeedForm C = SpeedForm.Exact;
        Assert.That(_asked, Is.EqualTo(new[] { A, B, C, A, B, C, B, C, A, C, A, B, A, B, C }));
        Assert.That(shown, Is.EqualTo(new[] { 1, 2, 3, 4 }));
    }

    [Test]
    public async Task Blocks_of_warming_up_do_not_count()
    {
        ScriptedWorker worker = new(SpeedForm.Exact, _asked, Answer(LongEnough), Answer(5, 50, 500, 190), Answer(6, 60, 600));

        IReadOnlyList<FormTimes> times = await RunAsync(worker, rounds: 2);

        Assert.That(times.Single().Rounds, Is.EqualTo(new RoundTimes[] { new(5, 50, 190, Parts), new(6, 60, null, Parts) }));
        Assert.That(times.Single().PeakMemoryBytes, Is.EqualTo(600));
        Assert.That(times.Single().Greeting, Is.SameAs(worker.Greeting));
        Assert.That(worker.Requests, Is.EqualTo(new WorkRequest[] { new(64, Busy: false), new(3, Busy: false), new(3, Busy: false) }));
    }

    [Test]
    public async Task Warming_up_lasts_until_the_runtime_has_had_its_time()
    {
        // 64 steps of 10 ms and an evaluation of 100 ms, then blocks of 3 steps and an evaluation.
        await RunAsync(new ScriptedWorker(SpeedForm.Exact, _asked, Answer(10, 100)), rounds: 1);

        Assert.That(_asked, Has.Count.EqualTo(1 + 6 + 1));
    }

    [Test]
    public void An_end_that_is_asked_for_ends_it()
    {
        using CancellationTokenSource cancellation = new();
        ScriptedWorker worker = new(SpeedForm.Exact, _asked, Answer(LongEnough));

        Assert.That(
            () => new SpeedRounds(rounds: 9, steps: 3).RunAsync([worker], round => cancellation.CancelAsync(), cancellation.Token),
            Throws.InstanceOf<OperationCanceledException>());
        Assert.That(_asked, Has.Count.EqualTo(1));
    }

    private static Task<IReadOnlyList<FormTimes>> RunAsync(ScriptedWorker worker, int rounds) =>
        new SpeedRounds(rounds, steps: 3).RunAsync([worker], _ => { }, CancellationToken.None);

    private static WorkAnswer Answer(double step, double evaluation = 0, long memory = 0, double? handOver = null) => new(new RoundTimes(step, evaluation, handOver, Parts), memory);
}
