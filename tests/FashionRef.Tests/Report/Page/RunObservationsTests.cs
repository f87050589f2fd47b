using FashionRef.Report;
using FashionRef.Report.Page;
using FashionRef.Training;

namespace FashionRef.Tests.Report.Page;

/// <summary>Each sentence says what is so in the run at hand, also in runs that went another way.</summary>
internal sealed class RunObservationsTests
{
    private static readonly EpochMetrics First = new(1, 0.80, 0.50, 0.850, 0.40, 1);

    [Test]
    public void A_run_is_told_by_its_own_figures()
    {
        IReadOnlyList<string> sentences = Of(ReportedRuns.Create(wrong: 40));

        Assert.That(sentences, Has.Count.EqualTo(6));
        Assert.That(sentences[0], Does.StartWith("The best epoch by validation accuracy is epoch 10 of 10 (0.8700), which is the last. In the notebook it is epoch 6 of 10 (0.8688)."));
        Assert.That(sentences[1], Does.Contain("training accuracy is 0.9000 and validation accuracy 0.8700, a gap of 3.00 points. The notebook's gap is 4.44 points."));
        Assert.That(sentences[^1], Is.EqualTo("Of 40 wrong answers 0 have a probability of 0.9 or more."));
    }

    [Test]
    public void The_hardest_classes_and_the_most_frequent_mistakes_are_counted()
    {
        IReadOnlyList<string> sentences = Of(ReportedRuns.Create(wrong: 3));

        Assert.That(sentences, Has.Some.EqualTo("The hardest classes are Sneaker (95.0 % recognized), Bag (95.0 % recognized) and Ankle boot (95.0 % recognized)."));
        Assert.That(sentences, Has.Some.EqualTo(
            "Most frequent: Sneaker taken for Bag (once), Bag taken for Ankle boot (once) and Ankle boot taken for T-shirt/top (once)."));
    }

    [Test]
    public void A_run_without_mistakes_has_none_to_tell_of()
    {
        IReadOnlyList<string> sentences = Of(ReportedRuns.Create(wrong: 0));

        Assert.That(sentences, Has.Some.EqualTo("No class was taken for another."));
        Assert.That(sentences, Has.None.Contains("wrong answers"));
    }

    [Test]
    public void A_best_epoch_before_the_end_says_what_was_lost()
    {
        ReportedRun run = ReportedRuns.Create().With(First, new EpochMetrics(2, 0.85, 0.40, 0.880, 0.35, 1), new EpochMetrics(3, 0.90, 0.30, 0.875, 0.45, 1));

        IReadOnlyList<string> sentences = Of(run);

        Assert.That(sentences, Has.Some.StartsWith("The best epoch by validation accuracy is epoch 2 of 3 (0.8800), 0.50 points above the last."));
        Assert.That(sentences, Has.Some.EqualTo(
            "Validation loss is lowest in epoch 2 (0.3500). At the end it is 0.4500, though training loss has gone down from 0.4000 to 0.3000: the run overfits."));
    }

    [Test]
    public void A_run_that_still_gets_better_is_not_said_to_overfit()
    {
        ReportedRun run = ReportedRuns.Create().With(First, new EpochMetrics(2, 0.84, 0.45, 0.855, 0.38, 1));

        IReadOnlyList<string> sentences = Of(run);

        Assert.That(sentences, Has.Some.EqualTo("Validation loss is lowest in epoch 2 (0.3800), the last."));
        Assert.That(sentences, Has.None.Contains("overfits"));
        Assert.That(sentences, Has.Some.Contains("a gap of −1.50 points"));
    }

    [Test]
    public void A_single_epoch_is_the_best_and_the_last() =>
        Assert.That(Of(ReportedRuns.Create().With(First)), Has.Some.StartsWith(
            "The best epoch by validation accuracy is epoch 1 of 1 (0.8500), which is the last."));

    [Test]
    public void A_collapsed_run_is_said_to_be_one()
    {
        Assert.That(RunObservations.Collapse(ReportedRuns.Create(wrong: 180)), Does.StartWith("The run has collapsed"));
        Assert.That(RunObservations.Collapse(ReportedRuns.Create(wrong: 40)), Is.Null);
    }

    private static IReadOnlyList<string> Of(ReportedRun run) => [.. RunObservations.OfTraining(run), .. RunObservations.OfMistakes(run)];
}
