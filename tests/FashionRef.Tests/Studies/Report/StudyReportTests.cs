using FashionRef.Studies;
using FashionRef.Studies.Report;

namespace FashionRef.Tests.Studies.Report;

/// <summary>What a report computes of figures that are written here.</summary>
internal sealed class StudyReportTests
{
    private static readonly StudyPlan Plan = StudyTexts.Plan(StudyTexts.Small);

    [Test]
    public void Differences_are_paired_by_seed()
    {
        ComparisonReport comparison = Compare([.. Enumerable.Range(1, 6).Select(seed => (0.80 + (0.01 * seed), 0.79 + (0.01 * seed)))]);

        Assert.That((comparison.Pairs, comparison.PairsWithoutCollapsed), Is.EqualTo((6, 6)));
        Assert.That(comparison.Difference!.Mean, Is.EqualTo(0.01).Within(1e-12));
        Assert.That(comparison.P, Is.EqualTo(1.0 / 32));
        Assert.That((comparison.Low, comparison.High), Is.EqualTo(((double?)0.01, (double?)0.01)).Within(1e-9));
        Assert.That(comparison.WouldHaveSeen, Is.EqualTo(0).Within(1e-9));
        Assert.That(comparison.PCollapses, Is.EqualTo(1));
    }

    [Test]
    public void Pairs_with_a_collapsed_run_stay_and_are_told_apart_as_well()
    {
        ComparisonReport comparison = Compare([(0.10, 0.80), (0.82, 0.80), (0.80, 0.10), (0.10, 0.10), (0.82, 0.81)]);

        Assert.That((comparison.Pairs, comparison.PairsWithoutCollapsed), Is.EqualTo((5, 2)));
        Assert.That((comparison.OnlyExperimentCollapsed, comparison.OnlyOtherCollapsed), Is.EqualTo((1, 1)));
        Assert.That(comparison.Difference!.Mean, Is.EqualTo(0.03 / 5).Within(1e-12));
        Assert.That(comparison.DifferenceWithoutCollapsed, Is.EqualTo(0.015).Within(1e-12));
    }

    [Test]
    public void A_seed_that_only_one_experiment_has_is_no_pair()
    {
        ComparisonReport comparison = ComparisonReport.Of(new("slow", "plain"), [Run("slow", 1, 0.8), Run("slow", 2, 0.8)], [Run("plain", 2, 0.7)], comparisons: 1);

        Assert.That((comparison.Pairs, comparison.WouldHaveSeen), Is.EqualTo((1, (double?)null)));
        Assert.That((comparison.Low, comparison.High), Is.EqualTo(((double?)null, (double?)null)), "one pair rejects nothing");
    }

    [Test]
    public void Without_pairs_there_is_nothing_to_say()
    {
        ComparisonReport comparison = ComparisonReport.Of(new("slow", "plain"), [], [Run("plain", 2, 0.7)], comparisons: 1);

        Assert.That((comparison.Pairs, comparison.Difference, comparison.P, comparison.PCollapses), Is.EqualTo((0, (SampleSummary?)null, (double?)null, (double?)null)));
    }

    [Test]
    public void Pairs_are_told_by_their_seeds_with_those_that_collapsed()
    {
        ComparisonReport comparison = Compare([(0.10, 0.80), (0.82, 0.80), (0.80, 0.10)]);

        Assert.That(comparison.ComparedPairs.Select(pair => (pair.Seed, pair.HasCollapsed)), Is.EqualTo([(1, true), (2, false), (3, true)]));
        Assert.That(comparison.ComparedPairs.Select(pair => pair.Difference), Is.EqualTo([-0.70, 0.02, 0.70]).Within(1e-12));
    }

    [Test]
    public void Epochs_are_those_of_the_runs_that_have_learned()
    {
        ReportedStudyRun[] runs =
        [
            Run("slow", 1, 0.8) with { TestAccuracies = [0.7, 0.8], TrainingLosses = [2, 0.4] },
            Run("slow", 2, 0.1) with { TestAccuracies = [0.1, 0.1], TrainingLosses = [2.3, 2.3] },
            Run("slow", 3, 0.9) with { TestAccuracies = [0.75, 0.9], TrainingLosses = [4, 0.2] },
        ];

        ExperimentReport experiment = ExperimentReport.Of(runs[0].Run, planned: 4, runs);

        Assert.That((experiment.Name, experiment.Planned, experiment.Done, experiment.Collapsed), Is.EqualTo(("slow", 4, 3, 1)));
        Assert.That(experiment.Epochs.Select(epoch => (epoch.Epoch, epoch.TestAccuracy.Lowest, epoch.TestAccuracy.Highest)), Is.EqualTo([(1, 0.7, 0.75), (2, 0.8, 0.9)]));
        Assert.That(experiment.Epochs.Select(epoch => epoch.TrainingLoss.Median), Is.EqualTo([3, 0.3]).Within(1e-12));
        Assert.That(ExperimentReport.Of(runs[1].Run, planned: 4, [runs[1]]).Epochs, Is.Empty, "only a collapsed run");
    }

    [TestCase(true, 6)]
    [TestCase(false, 5, "Incomplete: 5 of 6 runs are done, so no p is given. 'study status' tells about the others.")]
    [TestCase(false, 6, "Machines disagree about runs, so no p is given. 'study status' tells which.")]
    public void What_must_be_known_first_is_told(bool isComplete, int done, params string[] notes)
    {
        ExperimentReport experiment = ExperimentReport.Of(Plan.Runs[0], planned: 6, [.. Enumerable.Range(1, done).Select(seed => Run("plain", seed, 0.8))]);
        RunOrigin[] origins = [new("exact", "a", "Exact 1", null), new("exact", "b", "Exact 1", null)];
        StudyReport report = new("small", "Which?", Plan.Sha256, StudyFigure.MeanTestAccuracy, isComplete, origins, ["00001-differs"], [], [experiment], []);

        Assert.That((report with { Origins = [], Differing = [] }).Notes, Is.EqualTo(notes));
        Assert.That(report.Notes, Is.EqualTo((string[])[.. notes, .. report.Mixtures]).And.Some.StartsWith("Mixed: ").And.Some.StartsWith("Two machines "));
    }

    [Test]
    public void What_judges_some_experiments_only_is_told_of_each()
    {
        StudyPlan plan = StudyTexts.Plan(StudyTexts.Changed(study =>
        {
            study["experiments"]![1]!["settings"]!["held_out"] = 1;
            study["comparisons"] = null;
        }));

        StudyReport report = StudyReport.Of(plan, [], isComplete: false, [], []);

        Assert.That((report.FigureName, report.JudgesWord), Is.EqualTo(("the mean accuracy of epoch 2 and later on the images that judge each experiment", "held-out")));
        Assert.That(report.JudgesSentences, Is.EqualTo(
            ["The runs of plain are judged by the test set.", "The runs of slow are judged by the last training image, which they are not trained on; they do not look at the test set."]));
        Assert.That(StudyReport.Of(Plan, [], isComplete: false, [], []).JudgesSentences, Is.Empty);
    }

    [Test]
    public void What_a_difference_costs_stands_beside_it()
    {
        ComparisonReport comparison = ComparisonReport.Of(
            new StudyComparison("slow", "plain"),
            [Run("slow", 1, 0.8) with { Parameters = 300, Seconds = 6 }, Run("slow", 2, 0.8) with { Seconds = 3 }, Run("slow", 3, 0.8) with { Seconds = 100 }],
            [Run("plain", 1, 0.8) with { Parameters = 200, Seconds = 2 }, Run("plain", 2, 0.8), Run("plain", 3, 0.8) with { Seconds = 10 }],
            comparisons: 1);

        Assert.That((comparison.TimesParameters, comparison.TimesSeconds), Is.EqualTo((1.5, 3.0)));
        Assert.That(Compare([(0.8, 0.8)]).TimesParameters, Is.Null, "records without it");
    }

    // A machine that was busy during one run, or slower than the others, would make a ratio of sums its own.
    [Test]
    public void Times_are_compared_seed_by_seed_and_the_median_counts()
    {
        double[] slow = [6, 4, 1000];
        ComparisonReport comparison = ComparisonReport.Of(
            new StudyComparison("slow", "plain"),
            [.. slow.Select((seconds, i) => Run("slow", i + 1, 0.8) with { Seconds = seconds }), Run("slow", 4, 0.8)],
            [.. slow.Select((_, i) => Run("plain", i + 1, 0.8) with { Seconds = 2 }), Run("plain", 4, 0.8) with { Seconds = 0 }],
            comparisons: 1);

        Assert.That(comparison.TimesSeconds, Is.EqualTo(3.0), "of 3, 2 and 500; without a baseline's time there is no ratio");
    }

    // R: quantile(c(1, 2, 3, 4, 10), c(0.25, 0.5, 0.75), type = 8); sd(...).
    [Test]
    public void A_summary_is_that_of_R()
    {
        SampleSummary summary = SampleSummary.Of([10, 1, 4, 2, 3])!;

        Assert.That((summary.Mean, summary.Lowest, summary.Median, summary.Highest), Is.EqualTo((4.0, 1.0, 3.0, 10.0)));
        Assert.That(summary.StandardDeviation, Is.EqualTo(3.535533905932738).Within(1e-12));
        Assert.That((summary.LowerQuartile, summary.UpperQuartile), Is.EqualTo((5.0 / 3, 6.0)).Within(1e-12));
        Assert.That(SampleSummary.Of([7])!.StandardDeviation, Is.Null);
        Assert.That(SampleSummary.Of([]), Is.Null);
    }

    private static ComparisonReport Compare((double Slow, double Plain)[] figures) => ComparisonReport.Of(
        new StudyComparison("slow", "plain"),
        figures.Select((pair, i) => Run("slow", i + 1, pair.Slow)),
        figures.Select((pair, i) => Run("plain", i + 1, pair.Plain)),
        comparisons: 1);

    private static ReportedStudyRun Run(string experiment, int seed, double accuracy) =>
        new(new PlannedRun(0, experiment, Plan.Runs[0].Settings with { Seed = seed }, StudyData.FashionMnist), accuracy, accuracy, TestLoss: 1, Seconds: 1);
}
