using FashionRef.Cli.Commands.Studies;
using FashionRef.Studies;
using FashionRef.Tests.Studies;

namespace FashionRef.Tests.Cli.Commands.Studies;

internal sealed class StudyProgressTests
{
    private static readonly StudyPlan Plan = StudyTexts.Plan(StudyTexts.Small);

    [Test]
    public void Elsewhere_than_at_a_terminal_there_is_a_line_for_each_run_that_ends()
    {
        using TestConsole console = new(isTerminal: false);
        using (StudyProgress progress = Progress(console))
        {
            progress.Begin("small");
            progress.Started(Plan.Runs[1]);
            progress.Ended(Plan.Runs[1], new StudyOutcome(1, StudyEnd.Made, Seconds: 90) { TestAccuracy = 0.8765 });
            progress.Started(Plan.Runs[2]);
            progress.Ended(Plan.Runs[2], new StudyOutcome(2, StudyEnd.Failed, Seconds: 1) { Message = "The loss is\nnot a number." });
        }

        Assert.That(console.Text, Is.EqualTo(
            "small: 1 of 4 runs are done, 3 to make, 2 at once.\n"
            + "2 of 4 done, 2 running, 0 failed, 1 min 30 s left. Run 1 (slow, seed 1) test accuracy 0.8765, 1 min 30 s.\n"
            + "2 of 4 done, 1 running, 1 failed, 1 min 30 s left. Run 2 (plain, seed 2) failed: The loss is not a number.\n"));
    }

    [Test]
    public void At_a_terminal_a_last_line_counts_the_time()
    {
        using TestConsole console = new(isTerminal: true);
        using (StudyProgress progress = Progress(console))
        {
            progress.Started(Plan.Runs[1]);
            Assert.That(() => console.Text, Does.Contain("1 of 4 done, 1 running, 0 failed.").After(30_000, 20));
        }

        Assert.That(console.Text, Does.EndWith("\r\e[K"), "it is removed");
    }

    private static StudyProgress Progress(TestConsole console) => new(
        console.Console,
        [.. Plan.Runs.Take(4).Select(run => new StudyRunState(run, run.Number == 0 ? StudyRunKind.Done : StudyRunKind.Missing))],
        jobs: 2,
        TimeProvider.System);
}
