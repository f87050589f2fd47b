using FashionRef.Cli.Commands.Studies.Report;
using FashionRef.Studies.Report;
using FashionRef.Tests.Report.Studies;
using FashionRef.Tests.Studies;

namespace FashionRef.Tests.Cli.Commands.Studies.Report;

/// <summary>What a study found, as Markdown for a page.</summary>
internal sealed class StudyReportMarkdownTests
{
    [Test]
    public void It_tells_what_was_compared_how_it_is_read_and_how_it_is_checked()
    {
        StudyReport report = StudyReports.Advice();

        string text = StudyReportMarkdown.Format(report);

        Assert.That(text, Does.Contain("\n\n**Which?**\n\n8 experiments with 10 seeds each, 2 epochs, compared seed by seed. The figure is the mean test accuracy of epoch 2 and later. All runs are judged by the test set.\n\n"));
        Assert.That(text, Does.Contain("\n\nOf 6 comparisons: **helps 3**, **no difference seen 1**, **harms 2**.\n\n"));
        Assert.That(text, Does.Contain("\n- The verdict is \"helps\" or \"harms\" where p, so corrected, is at most 0.05. \"No difference seen\" does not say "));
        Assert.That(text, Does.EndWith($"\n\nThe plan's SHA-256 is `{report.PlanSha256}`. `fashionref study audit artifacts/studies/small`, called where that folder is, makes some of the runs again and compares them with what is told here.\n"));
        Assert.That(text, Does.Not.Contain("| experiment | runs |").And.Not.Contain('\r'), "all experiments are in the tables of their baselines");
    }

    [Test]
    public void Each_baseline_has_its_table() => Assert.That(StudyReportMarkdown.Format(StudyReports.Advice()), Does.Contain(
        """
        | compared with plain | seeds | mean, % (std. dev.) | gain, points | 95 % interval | p, Holm | verdict | parameters | time ratio (quartiles) |
        | --- | --- | --- | --- | --- | --- | --- | --- | --- |
        | plain | 10 | 80.55 (0.30) | | | | baseline | 1,000 | 1 |
        | better | 10 | 82.55 (0.30) | +2.00 | +2.00 to +2.00 | 0.012 | helps | 1,000 | 1.00 (1.00–1.00) |
        """.ReplaceLineEndings("\n")).And.Contain("\n\n| compared with other | seeds |"));

    [Test]
    public void Held_out_images_and_other_lengths_are_told()
    {
        string study = StudyTexts.Changed(StudyReports.AdviceStudy(), study =>
        {
            study["base"]!["held_out"] = 10_000;
            study["experiments"]![7]!["settings"]!["epochs"] = 30;
        });

        string text = StudyReportMarkdown.Format(StudyReports.Of(study, (experiment, seed) => StudyReports.Learned(StudyReports.AdviceAccuracy(experiment, seed))));

        Assert.That(text, Does.Contain("8 experiments with 10 seeds each, 2 epochs (other-better: 30), compared seed by seed. The figure is the mean accuracy of epoch 2 and later on the last 10,000 training images. All runs are judged by the last 10,000 training images, which they are not trained on; they do not look at the test set.\n"));
    }

    [Test]
    public void An_incomplete_study_says_so_and_has_no_verdict()
    {
        string text = StudyReportMarkdown.Format(StudyReports.Advice(isComplete: false));

        Assert.That(text, Does.Contain("\n\n**Incomplete: 72 of 80 runs are done, so no p is given. 'study status' tells about the others.**\n\nOf 6 comparisons: **not yet 6**.\n\n"));
        Assert.That(text, Does.Not.Contain("| helps |").And.Not.Contain("| harms |"));
    }

    [Test]
    public void Collapsed_runs_and_experiments_that_nothing_is_compared_with_are_told()
    {
        string study = StudyTexts.Changed(StudyReports.AdviceStudy(), study => study["comparisons"]!.AsArray().RemoveAt(5));

        string text = StudyReportMarkdown.Format(StudyReports.Of(study, (experiment, seed) =>
            (experiment, seed) == (1, 3) ? StudyReports.Collapsed() : StudyReports.Learned(StudyReports.AdviceAccuracy(experiment, seed))));

        Assert.That(text, Does.Contain("\n\nworst with plain. Without the 1 pair with a collapsed run: -0.0500, p = 0.0039. Only worst collapsed in 1, only plain in 0, p = 1.\n\n| experiment | runs | mean |"));
        Assert.That(text, Does.Contain("\n| other | 10 of 10 | 0.7055 |").And.Not.Contain("\n| better | 10 of 10 |"));
    }

    [Test]
    public void What_a_study_asks_is_text()
    {
        string text = StudyReportMarkdown.Format(StudyReports.Of(StudyTexts.Changed(study => study["question"] = "<script> | `x` -->\n# y"), (_, _) => null));

        Assert.That(text, Does.Contain("**&lt;script&gt; \\| \\`x\\` --&gt; \\# y**"));
    }
}
