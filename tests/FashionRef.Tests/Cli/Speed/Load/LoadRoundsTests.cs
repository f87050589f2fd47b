using FashionRef.Cli.Speed;
using FashionRef.Cli.Speed.Load;
using FashionRef.Cli.Speed.Workers;

namespace FashionRef.Tests.Cli.Speed.Load;

internal sealed class LoadRoundsTests
{
    private const double LongEnough = 1500;

    private static readonly Dictionary<string, double> Parts = new() { ["forward"] = 1 };

    [Test]
    public async Task Each_case_has_its_turn_and_its_neighbours_and_each_round_begins_with_another()
    {
        // Warming up, then what the worker is asked for: the forms tell the workers apart. Several also get used to each change.
        ScriptedWorker one = new(SpeedForm.Torch, [], [Answer(LongEnough), .. Enumerable.Range(1, 8).Select(i => Answer(i))]);
        ScriptedWorker several = new(
            SpeedForm.Exact, [], [.. Enumerable.Range(1, 8).SelectMany(i => new[] { Answer(LongEnough), Answer(i / 10.0) })]);
        List<bool> turns = [];
        List<int> shown = [];

        IReadOnlyList<LoadRound> rounds = await new LoadRounds(rounds: 4, steps: 3).RunAsync(
            one, several, new FakeNeighbours(turns), shown.Add, CancellationToken.None);

        bool[] busy = [false, true, false, true, true, false, true, false];
        Assert.That(one.Requests[1..], Is.EqualTo(busy.Select(isBusy => new WorkRequest(3, isBusy))));
        Assert.That(several.Requests, Is.EqualTo(busy.SelectMany(isBusy => new[] { new WorkRequest(64, isBusy), new WorkRequest(3, isBusy) })));
        Assert.That(turns, Is.EqualTo(new[] { false, false, true, false, false, false, true, false, true, false, false, false, true, false, false, false }));
        Assert.That(rounds.Select(round => round.OneQuiet.StepMilliseconds), Is.EqualTo(new double[] { 1, 3, 6, 8 }));
        Assert.That(rounds.Select(round => round.OneLoaded.StepMilliseconds), Is.EqualTo(new double[] { 2, 4, 5, 7 }));
        Assert.That(rounds.Select(round => round.SeveralLoaded.StepMilliseconds), Is.EqualTo(new[] { 0.2, 0.4, 0.5, 0.7 }));
        Assert.That(shown, Is.EqualTo(new[] { 1, 2, 3, 4 }));
    }

    [Test]
    public void Ratios_are_of_the_same_round()
    {
        LoadSpeed speed = LoadSpeed.Of(1,
        [
            new LoadRound(Round(4), Round(2), Round(6), Round(5)),
            new LoadRound(Round(8), Round(4), Round(8), Round(16)),
        ]);

        Assert.That(speed.TimesOneQuiet, Is.EqualTo(new Quartiles(2, 2, 2)));
        Assert.That(speed.TimesOneLoaded, Is.EqualTo(Quartiles.Of([1.2, 0.5])));
        Assert.That(speed.OneSlowed, Is.EqualTo(Quartiles.Of([1.5, 1])));
        Assert.That(speed.SeveralSlowed, Is.EqualTo(Quartiles.Of([2.5, 4])));
    }

    private static WorkAnswer Answer(double step) => new(Round(step), 0);

    private static RoundTimes Round(double step) => new(step, 0, null, Parts);

    private sealed class FakeNeighbours(List<bool> turns) : INeighbours
    {
        public Task TurnAsync(bool busy, CancellationToken cancellationToken)
        {
            turns.Add(busy);
            return Task.CompletedTask;
        }

        public void Dispose()
        {
        }
    }
}
