using FashionRef.Cli.Speed;
using FashionRef.Cli.Speed.Workers;

namespace FashionRef.Tests.Cli.Speed;

internal sealed class ModelSpeedTests
{
    private static readonly WorkerGreeting Greeting = new(new Dictionary<string, string> { ["Scripted"] = "1" }, null);

    private static readonly Dictionary<string, double> Parts = new() { ["forward"] = 3, ["nothing"] = 0 };

    private readonly ModelSpeed _speed = ModelSpeed.Of(2,
    [
        Times(SpeedForm.TorchPlain, 0, Round(40, 1000), Round(80, 1100), Round(60, 1200)),
        Times(SpeedForm.Torch, 5, Round(20, 500), Round(20, 500), Round(20, 500)),
        Times(SpeedForm.Exact, 5, Round(10, 250), Round(16, 250), Round(12, 250)),
    ]);

    [Test]
    public void Ratios_are_of_the_same_round_and_not_of_medians()
    {
        Assert.That(_speed.Forms[2].TimesTorchPlain, Is.EqualTo(new Quartiles(4.5, 5, 5)));
        Assert.That(_speed.Forms[2].TimesTorch, Is.EqualTo(Quartiles.Of([2, 1.25, 20 / 12.0])));
        Assert.That(_speed.Forms[0].TimesTorch, Is.EqualTo(new Quartiles((0.25 + (20 / 60.0)) / 2, 20 / 60.0, (0.5 + (20 / 60.0)) / 2)));
    }

    [Test]
    public void A_form_beside_itself_is_just_as_fast()
    {
        Assert.That(_speed.Forms[0].TimesTorchPlain, Is.EqualTo(new Quartiles(1, 1, 1)));
        Assert.That(_speed.Forms[1].TimesTorch, Is.EqualTo(new Quartiles(1, 1, 1)));
    }

    [Test]
    public void An_epoch_is_its_steps_and_an_evaluation_of_the_same_round() => Assert.That(
        _speed.Forms[0].EpochSeconds,
        Is.EqualTo(Quartiles.Of([19.76, 38.62, 29.34])));

    [Test]
    public void A_parts_share_is_the_median_of_its_shares_of_a_step_round_by_round() =>
        Assert.That(_speed.Forms[2].Shares, Is.EqualTo(new Dictionary<string, double> { ["forward"] = 3 / 12.0, ["nothing"] = 0 }));

    [Test]
    public void Memory_that_the_system_does_not_tell_is_not_zero() => Assert.That(
        _speed.Forms.Select(form => form.PeakMemoryBytes), Is.EqualTo(new long?[] { null, 5, 5 }));

    [Test]
    public void Forms_keep_their_order_and_their_figures()
    {
        Assert.That(_speed.Forms.Select(form => form.Form), Is.EqualTo(new[] { "torch-plain", "torch", "exact" }));
        Assert.That(_speed.Forms[2].Rounds, Is.EqualTo(new[] { Round(10, 250), Round(16, 250), Round(12, 250) }));
    }

    private static RoundTimes Round(double step, double evaluation) => new(step, evaluation, null, Parts);

    private static FormTimes Times(SpeedForm form, long memory, params RoundTimes[] rounds) => new(form, Greeting, rounds, memory);
}
