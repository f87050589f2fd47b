using FashionRef.Engines.Exact;

namespace FashionRef.Tests.Engines.Exact;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class WorkJobTests
{
    private readonly WorkJob _job = new(static (_, _) => { });

    [Test]
    public void The_best_time_counts_at_once()
    {
        _job.Note(10, 1000);
        _job.Note(10, 500);

        Assert.That(_job.ItemTicks, Is.EqualTo(50));
    }

    // A thread was stopped in the middle: that says nothing of the work.
    [Test]
    public void A_slow_round_says_little()
    {
        _job.Note(10, 1000);
        _job.Note(10, 1_000_000);

        Assert.That(_job.ItemTicks, Is.InRange(100, 102));
    }

    [Test]
    public void Work_that_stays_slow_is_believed_in_the_end()
    {
        _job.Note(10, 1000);
        for (int i = 0; i < 500; i++)
        {
            _job.Note(10, 2000);
        }

        Assert.That(_job.ItemTicks, Is.EqualTo(200).Within(1));
    }
}
