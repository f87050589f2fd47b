using System.Diagnostics;
using FashionRef.Engines.Exact;

namespace FashionRef.Tests.Engines.Exact;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class HelperBudgetTests
{
    private static readonly long Millisecond = Stopwatch.Frequency / 1000;

    private readonly HelperBudget _balance = new(HelperBudget.DefaultDebt);

    [Test]
    public void Help_is_asked_for_at_first() => Assert.That(_balance.AllowsHelpers(now: 0));

    [Test]
    public void A_little_loss_is_forgiven_and_a_larger_one_is_not()
    {
        Note(alone: 0, took: 0.9, now: 1);
        Assert.That(Asks(1));

        Note(alone: 0, took: 0.2, now: 2);

        Assert.That(new[] { Asks(2), Asks(9.9), Asks(10) }, Is.EqualTo(new[] { false, false, true }));
    }

    [Test]
    public void What_help_has_brought_pays_for_what_it_costs()
    {
        Note(alone: 5, took: 2, now: 1);
        Note(alone: 1, took: 4.5, now: 2);
        Assert.That(Asks(2));

        Note(alone: 1, took: 2, now: 3);

        Assert.That(Asks(3), Is.False);
    }

    [Test]
    public void An_hour_of_help_does_not_pay_for_a_second_of_harm()
    {
        Note(alone: 3_600_000, took: 1, now: 1);

        Note(alone: 0, took: 5.5, now: 2);

        Assert.That(Asks(2), Is.False);
    }

    [Test]
    public void Help_that_costs_again_and_again_is_asked_for_ever_more_seldom()
    {
        List<double> pauses = [];
        double now = 0;
        for (int i = 0; i < 6; i++)
        {
            Note(alone: 0, took: 2, now);
            double pause = 0;
            while (!Asks(now + pause))
            {
                pause++;
            }

            pauses.Add(pause);
            now += pause;
        }

        Assert.That(pauses, Is.EqualTo(new double[] { 8, 32, 128, 512, 1024, 1024 }));
    }

    [Test]
    public void Help_that_is_good_again_has_its_credit_back()
    {
        Note(alone: 0, took: 2, now: 0);
        Note(alone: 0, took: 2, now: 8);
        Note(alone: 20, took: 2, now: 50);

        Note(alone: 0, took: 20, now: 60);

        Assert.That(new[] { Asks(67.9), Asks(68) }, Is.EqualTo(new[] { false, true }));
    }

    private bool Asks(double now) => _balance.AllowsHelpers((long)(now * Millisecond));

    private void Note(double alone, double took, double now) =>
        _balance.Note(alone * Millisecond, (long)(took * Millisecond), (long)(now * Millisecond));
}
