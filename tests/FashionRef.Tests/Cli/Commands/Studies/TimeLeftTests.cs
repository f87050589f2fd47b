using FashionRef.Cli.Commands.Studies;
using FashionRef.Studies;
using FashionRef.Tests.Studies;

namespace FashionRef.Tests.Cli.Commands.Studies;

internal sealed class TimeLeftTests
{
    // Six runs of each of two experiments.
    private static readonly StudyPlan Plan = StudyTexts.Plan(StudyTexts.Small);

    [Test]
    public void Before_a_run_has_ended_nothing_is_known() => Assert.That(Create(jobs: 2).Seconds(), Is.Null);

    [Test]
    public void A_run_is_as_long_as_those_of_its_experiment_and_before_that_as_all()
    {
        TimeLeft left = Create(jobs: 1);

        left.Ended(Plan.Runs[0], 10);
        Assert.That(left.Seconds(), Is.EqualTo(11 * 10));

        left.Ended(Plan.Runs[1], 30);
        Assert.That(left.Seconds(), Is.EqualTo((5 * 10) + (5 * 30)));
    }

    [Test]
    public void Runs_that_are_made_at_once_take_less()
    {
        TimeLeft left = Create(jobs: 4);
        foreach (PlannedRun run in Plan.Runs.Take(10))
        {
            left.Ended(run, 10);
        }

        Assert.That(left.Seconds(), Is.EqualTo(10), "two runs are left, side by side");
    }

    [Test]
    public void What_has_begun_takes_less_and_never_less_than_nothing()
    {
        TimeLeft left = Create(jobs: 1);
        left.Ended(Plan.Runs[0], 1e-9);
        foreach (PlannedRun run in Plan.Runs.Skip(1))
        {
            left.Started(run);
        }

        Thread.Sleep(2);
        Assert.That(left.Seconds(), Is.Zero);
    }

    private static TimeLeft Create(int jobs) => new(Plan.Runs, jobs, TimeProvider.System);
}
