using FashionRef.Studies.Report;
using FashionRef.Tests.Report.Studies;

namespace FashionRef.Tests.Studies.Report;

/// <summary>What helps, what does nothing and what harms, as a table for each baseline.</summary>
internal sealed class ComparisonTableTests
{
    private static readonly StudyReport Advice = StudyReports.Advice();

    [Test]
    public void Each_baseline_has_a_table_that_begins_with_what_helps_most_and_ends_with_what_harms_most()
    {
        IReadOnlyList<ComparisonTable> tables = ComparisonTable.Of(Advice);

        Assert.That(tables.Select(table => table.Baseline), Is.EqualTo(["plain", "other"]));
        Assert.That(tables[0].Rows.Select(row => (row.Name, row.Verdict)), Is.EqualTo(
        [
            ("plain", "baseline"), ("better", "helps"), ("small", "helps"), ("same", "no difference seen"), ("worse", "harms"), ("worst", "harms"),
        ]));
        Assert.That(tables[1].Rows.Select(row => (row.Name, row.Verdict)), Is.EqualTo([("other", "baseline"), ("other-better", "helps")]));
    }

    [Test]
    public void A_row_has_the_figures_of_the_report()
    {
        ComparisonTable table = ComparisonTable.Of(Advice)[0];

        Assert.That(table.Columns, Is.EqualTo(["seeds", "mean, % (std. dev.)", "gain, points", "95 % interval", "p, Holm", "verdict", "parameters", "time ratio (quartiles)"]));
        Assert.That(table.Rows[0].Cells, Is.EqualTo(["10", "80.55 (0.30)", "", "", "", "baseline", "1,000", "1"]));
        Assert.That(table.Rows[1].Cells, Is.EqualTo(["10", "82.55 (0.30)", "+2.00", "+2.00 to +2.00", "0.012", "helps", "1,000", "1.00 (1.00–1.00)"]));

        // Less than a shift of 0.30 leaves differences of both signs; that one turns five of ten into 0, and 2 of 2^5 choices of signs are as far from 0.
        Assert.That(table.Rows[3].Cells.Skip(2).Take(4), Is.EqualTo(["0.00", "−0.30 to +0.30", "1", "no difference seen"]));
        Assert.That(table.Rows[^1].Cells[2], Is.EqualTo("−5.00"));
    }

    // A small p is no number with an exponent, and never 0.
    [TestCase(0.00003, "< 0.0001")]
    [TestCase(0.00012, "0.00012")]
    [TestCase(0.031, "0.031")]
    public void A_p_is_short(double p, string text) => Assert.That(ComparisonTable.TextOf(p), Is.EqualTo(text));

    // Which of some runs are done says nothing about what helps, so nothing is sorted by it.
    [Test]
    public void An_incomplete_study_has_no_verdict_and_the_studys_order()
    {
        ComparisonTable table = ComparisonTable.Of(StudyReports.Advice(isComplete: false))[0];

        Assert.That(table.Rows.Select(row => row.Name), Is.EqualTo(["plain", "worst", "worse", "same", "small", "better"]));
        Assert.That(table.Rows[1].Cells, Is.EqualTo(["9", "75.50 (0.27)", "−5.00", "–", "–", "not yet", "1,000", "1.00 (1.00–1.00)"]));
    }

    [Test]
    public void What_has_no_run_has_dashes()
    {
        ComparisonTable table = ComparisonTable.Of(StudyReports.Of(StudyTexts.Small, (_, _) => null))[0];

        Assert.That(table.Rows[0].Cells, Is.EqualTo(["0", "–", "", "", "", "baseline", "–", "1"]));
        Assert.That(table.Rows[1].Cells, Is.EqualTo(["0", "–", "–", "–", "–", "not yet", "–", "–"]));
    }

    // Less loss is better, and no percentage.
    [Test]
    public void Of_losses_the_lower_one_helps()
    {
        string study = StudyTexts.Changed(study => study["figure"] = "mean_log_training_loss");

        ComparisonTable table = ComparisonTable.Of(StudyReports.Of(study, (experiment, seed) => StudyReports.Learned(0.8 + (0.01 * seed) + (0.01 * experiment))))[0];

        Assert.That(table.Columns.Skip(1).Take(2), Is.EqualTo(["mean (std. dev.)", "difference"]));
        Assert.That(table.Rows[1].Cells[2], Does.StartWith("−0."));
        Assert.That(table.Rows[1].Verdict, Is.EqualTo("helps"));
    }

    // (t(1 - 0.05 / 12, 9) + t(0.8, 9)) 0.3162 / √10 = (3.36 + 0.88) 0.1, with the t of a table.
    [Test]
    public void What_the_columns_say_is_told_with_what_would_have_been_seen()
    {
        string reading = string.Join('\n', ComparisonTable.Reading(Advice));

        Assert.That(reading, Does.Contain("Holm's correction raises each p for the 6 comparisons, so that the chance of even one wrong verdict \"helps\" or \"harms\" among them is at most 5 %."));
        Assert.That(reading, Does.Contain("\"No difference seen\" does not say that there is none: with 10 seeds and 6 comparisons a true difference of 0.42 points would have been seen in four of five such studies; a smaller one may be missed."));
        Assert.That(reading, Does.EndWith("Each run had 1 thread; how many were made at once is not in their records."));
    }

    // Else its ratio would be read as what the change costs.
    [TestCase(true)]
    [TestCase(false)]
    public void That_a_file_is_trained_by_other_code_than_its_baseline_is_told(bool isFileBesideNotebooks)
    {
        StudyReport report = StudyReports.Advice();
        ExperimentReport OfFile(ExperimentReport experiment) => experiment with { First = experiment.First with { Settings = experiment.First.Settings with { Model = 0, File = new("wide", new string('a', 64)) } } };
        StudyReport changed = report with { Experiments = [.. report.Experiments.Select(experiment => isFileBesideNotebooks && experiment.Name == "plain" ? experiment : OfFile(experiment))] };

        string told = string.Join('\n', ComparisonTable.Reading(changed));

        Assert.That(told.Contains("This program trains the notebook's models by faster code than the models of Keras files", StringComparison.Ordinal), Is.EqualTo(isFileBesideNotebooks));
    }

    [Test]
    public void Of_an_incomplete_study_nothing_is_told_of_what_it_would_have_seen() =>
        Assert.That(string.Join('\n', ComparisonTable.Reading(StudyReports.Advice(isComplete: false))), Does.Not.Contain("No difference seen"));

    [Test]
    public void Without_comparisons_there_is_nothing() => Assert.Multiple(() =>
    {
        StudyReport report = StudyReports.Of(StudyTexts.Changed(study => study["comparisons"] = null), (_, _) => StudyReports.Learned(0.8));
        Assert.That(ComparisonTable.Of(report), Is.Empty);
        Assert.That(ComparisonTable.Reading(report), Is.Empty);
    });
}
