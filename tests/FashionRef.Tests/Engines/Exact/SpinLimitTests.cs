using FashionRef.Engines.Exact;

namespace FashionRef.Tests.Engines.Exact;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class SpinLimitTests
{
    private readonly SpinLimit _limit = new();

    [Test]
    public void Who_has_just_begun_spins_long_enough_for_a_pause_of_a_step() =>
        Assert.That(_limit.Ticks, Is.InRange(SpinLimit.Most / 2, SpinLimit.Most));

    [Test]
    public void Rounds_that_come_at_once_teach_to_spin_briefly()
    {
        Note(times: 100, waited: 0);

        Assert.That(_limit.Ticks, Is.InRange(SpinLimit.Least, 2 * SpinLimit.Least));
    }

    // The longest of the last rounds counts: a step has one long pause and many short ones.
    [Test]
    public void A_pause_that_comes_again_and_again_is_spun_through()
    {
        long pause = SpinLimit.Most / 5;
        for (int step = 0; step < 10; step++)
        {
            Note(times: 3, waited: 0);
            Assert.That(_limit.Ticks, Is.GreaterThan(pause));
            Note(times: 1, pause);
        }
    }

    [Test]
    public void Where_rounds_come_later_than_anybody_should_spin_nobody_does()
    {
        Note(times: 1, waited: 50 * SpinLimit.Most);

        Assert.That(_limit.Ticks, Is.EqualTo(SpinLimit.Least));
    }

    [Test]
    public void One_long_pause_is_soon_forgotten()
    {
        Note(times: 1, waited: 50 * SpinLimit.Most);
        Note(times: 8, waited: SpinLimit.Most / 10);

        Assert.That(_limit.Ticks, Is.GreaterThan(SpinLimit.Most / 10));
    }

    private void Note(int times, long waited)
    {
        for (int i = 0; i < times; i++)
        {
            _limit.Note(waited);
        }
    }
}
