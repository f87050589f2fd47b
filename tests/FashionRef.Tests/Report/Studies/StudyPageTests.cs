using System.Text.RegularExpressions;
using FashionRef.Report.Studies;
using FashionRef.Studies;
using FashionRef.Studies.Report;
using FashionRef.Tests.Studies;

namespace FashionRef.Tests.Report.Studies;

/// <summary>The text of a study's page.</summary>
internal sealed partial class StudyPageTests
{
    private const string Hostile = "<script>alert('1')</script>\" & 'x\u202e";
    private const string Encoded = "&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;&quot; &amp; &#39;x\\u202E";

    private static readonly Lazy<string> OfSmall = new(() => Render(StudyReports.Small()));

    [Test]
    public void The_first_screen_has_the_question_and_the_answer()
    {
        Assert.That(OfSmall.Value, Does.Contain("<h1>Which?</h1>\n<p class=\"lead\">The study small: 2 experiments with 6 seeds each, compared by the mean test accuracy of epoch 2 and later.</p>\n"));
        Assert.That(OfSmall.Value, Does.Contain("<p class=\"verdict plain\">slow is higher than plain: +0.0104 on average over 6 seeds, more than chance explains (p = 0.031).</p>\n<h2 id=\"questions-answered\">"));
        Assert.That(OfSmall.Value, Does.EndWith("</html>\n").And.Not.Contain("class=\"cards\"").And.Not.Contain("made-of"));
    }

    [Test]
    public void The_tables_have_the_reports_figures()
    {
        Assert.That(Row(OfSmall.Value, "slow with plain"), Is.EqualTo(
            ["+0.0104", "0.0002", "0.031", "0.0003", "+0.0104"]));
        Assert.That(TableRow("comparisons", OfSmall.Value, "plain"), Is.EqualTo(["6", "83.50 (1.87)", "", "", "", "baseline", "1,000", "1"]));
        Assert.That(TableRow("comparisons", OfSmall.Value, "slow"), Is.EqualTo(["6", "84.54 (1.89)", "+1.04", "+1.01 to +1.06", "0.031", "helps", "1,000", "1.00 (1.00–1.00)"]));
        Assert.That(TableRow("experiments", OfSmall.Value, "plain"), Is.EqualTo(["6", "0.8350", "0.0187", "0.8192", "0.8350", "0.8508", "0.8350", "0.4000", "1,000", "4.5", "0"]));
        Assert.That(OfSmall.Value, Does.Contain($"<p class=\"plain\">The plan&#39;s SHA-256 is {StudyReports.Small().PlanSha256}.</p>"));
        Assert.That(Regex.Count(OfSmall.Value, "<img "), Is.EqualTo(5), "comparisons, experiments, the comparison's seeds, accuracy, loss");
    }

    [Test]
    public void Settings_that_differ_stand_in_a_table_and_the_others_in_a_sentence()
    {
        Assert.That(OfSmall.Value, Does.Contain("All experiments have: model 1, engine exact, epochs 2, batch size 128, loss of logits, shuffle anew, threads 1, jitter none, data Fashion-MNIST."));
        Assert.That(OfSmall.Value, Does.Contain("<th scope=\"row\" class=\"name\">slow</th>\n<td class=\"text\">0.001</td>"));
    }

    // A figure of held-out images that is called one of the test set would be a lie.
    [Test]
    public void Held_out_images_are_named_wherever_they_judge()
    {
        string page = Render(StudyReports.Of(StudyTexts.Changed(study => study["base"]!["held_out"] = 10_000), (experiment, seed) => StudyReports.Learned(0.8 + (0.01 * seed * experiment))));

        Assert.That(page, Does.Contain("compared by the mean accuracy of epoch 2 and later on the last 10,000 training images."));
        Assert.That(page, Does.Contain(">All runs are judged by the last 10,000 training images, which they are not trained on; they do not look at the test set.<"));
        Assert.That(page, Does.Contain("last held-out accuracy").And.Contain("Held-out accuracy of plain and slow").And.Contain("judged by the last 10,000 training images, engine exact"));
        Assert.That(Regex.Count(page, "(?i)test (accuracy|loss)"), Is.Zero);
    }

    [Test]
    public void A_difference_that_may_be_chance_is_told_with_what_would_have_been_seen()
    {
        string page = Render(StudyReports.Of(StudyTexts.Small, (experiment, seed) => StudyReports.Learned(0.8 + (experiment * (seed % 2 == 0 ? 0.01 : -0.01)))));

        Assert.That(page, Does.Contain("No difference between slow and plain is shown: 0.0000 on average over 6 seeds may be chance (p = 1). A difference of 0.0156 would have been seen in four of five such studies."));
        Assert.That(TableRow("comparisons", page, "slow"), Has.Length.EqualTo(8).And.Some.EqualTo("no difference seen"));
    }

    [Test]
    public void An_incomplete_study_says_so_first_and_gives_no_p()
    {
        string page = Render(StudyReports.Small(isComplete: false));

        Assert.That(page, Does.Contain("</p>\n<p class=\"verdict bad\">Incomplete: 10 of 12 runs are done, so no p is given. &#39;study status&#39; tells about the others.</p>\n"));
        Assert.That(page, Does.Contain("slow with plain: +0.0103 on average over 5 seeds so far, and no answer yet.").And.Not.Match("p\u00a0="));
        Assert.That(Row(page, "slow with plain"), Is.EqualTo(["+0.0103", "0.0002", "–", "0.0003", "+0.0103"]));
        Assert.That(TableRow("comparisons", page, "slow"), Is.EqualTo(["5", "84.03 (1.60)", "+1.03", "–", "–", "not yet", "1,000", "1.00 (1.00–1.00)"]));
        Assert.That(TableRow("experiments", page, "plain")[0], Is.EqualTo("5 of 6"));
    }

    [Test]
    public void Several_versions_of_the_code_are_told_first()
    {
        string page = Render(StudyReports.Of(StudyTexts.Small, (_, seed) => StudyReports.Learned(0.8 + (0.01 * seed)), new("exact", "abc", "Exact 1", null), new("exact", "def", "Exact 1", null)));

        Assert.That(page, Does.Contain("<p class=\"verdict bad\">Mixed: the runs of exact are from 2 versions of the program&#39;s code.</p>"));
        Assert.That(TableRow("origins", page, "exact"), Is.EqualTo(["Exact 1", "any", "abc"]));
    }

    [Test]
    public void Collapsed_runs_are_told_beside_the_answer()
    {
        string page = Render(StudyReports.Of(StudyTexts.Small, (experiment, seed) => (experiment, seed) == (1, 3) ? StudyReports.Collapsed() : StudyReports.Learned(0.8 + (0.01 * experiment))));

        Assert.That(page, Does.Contain("Without the seed with a collapsed run it is +0.0100 (uncorrected p = 0.062)."));
        Assert.That(TableRow("collapsed", page, "slow with plain"), Is.EqualTo(["1", "+0.0100", "0.062", "1", "0", "1"]));
        Assert.That(page, Does.Contain("A square is a collapsed run"));
        Assert.That(OfSmall.Value, Does.Not.Contain("id=\"collapsed\"").And.Not.Contain("A square is"));
    }

    [Test]
    public void Without_comparisons_each_experiment_has_a_card()
    {
        string page = Render(StudyReports.Of(StudyTexts.Changed(study => study["comparisons"] = null), (_, seed) => StudyReports.Learned(0.8 + (0.01 * seed))));

        Assert.That(page, Does.Contain("It compares nothing; it shows what each experiment gives."));
        Assert.That(page, Does.Contain("<p class=\"of\">slow</p>\n<p class=\"figure\">0.8350</p>\n<p class=\"unit\">mean of 6 runs</p>\n<p class=\"notebook\">Standard deviation 0.0187</p>"));
        Assert.That(page, Does.Not.Contain("id=\"comparisons\"").And.Not.Contain("id=\"seeds\""));
    }

    [Test]
    public void What_has_no_figures_says_why()
    {
        string none = Render(StudyReports.Of(StudyTexts.Small, (_, _) => null));
        string collapsed = Render(StudyReports.Of(StudyTexts.Small, (_, _) => StudyReports.Collapsed()));
        string brief = Render(StudyReports.Of(StudyTexts.Small, (_, seed) => [StudyReports.Learned(0.8 + (0.01 * seed))[0]]));

        Assert.That(none, Does.Contain("slow with plain: no seed has a run of both yet.").And.Contain("<li>slow has no curve: no run is done.</li>").And.Not.Contain("<img "));
        Assert.That(collapsed, Does.Contain("Each seed has a collapsed run.").And.Contain("<li>slow has no curve: all its runs have collapsed.</li>"));
        Assert.That(brief, Does.Contain("<li>slow has no curve: its runs have one epoch.</li>"));
        Assert.That(Regex.Count(brief, "<img "), Is.EqualTo(3), "but the points are drawn");
    }

    [Test]
    public void Many_comparisons_are_summed_up_and_told_one_by_one_below()
    {
        string page = Render(StudyReports.Of(StudyReports.Wide(experiments: 12, seeds: 10), (experiment, seed) => StudyReports.Learned(0.8 + (0.001 * seed) + (experiment == 5 ? 0.02 : 0.0002 * ((seed + experiment) % 2)))));

        Assert.That(page, Does.Contain(
            "<p class=\"verdict plain\">1 of 11 comparisons shows a difference that is more than chance: experiment-5 is higher than experiment-0 (+0.0199).</p>"));
        Assert.That(page, Does.Contain("<li>experiment-5 is higher than experiment-0: "));
        Assert.That(Regex.Count(page, "<figure class=\"study-differences\">"), Is.EqualTo(11));
        Assert.That(Regex.Count(page, "<figure class=\"study-accuracy\">"), Is.EqualTo(3), "four experiments a picture");
        Assert.That(FoldedSection().Matches(page).Select(match => match.Groups["id"].Value), Is.EqualTo(["seeds", "curves", "method", "origin"]));
    }

    // Both baselines' tables, as in the Markdown: what helps most first, and what the columns say below.
    [Test]
    public void Each_baseline_has_a_table_of_what_helps_and_what_harms()
    {
        string page = Render(StudyReports.Advice());

        Assert.That(Regex.Matches(page, "<table id=\"(comparisons[^\"]*)\">").Select(match => match.Groups[1].Value), Is.EqualTo(["comparisons", "comparisons-2"]));
        Assert.That(page.IndexOf(">better</th>", StringComparison.Ordinal), Is.LessThan(page.IndexOf(">worst</th>", StringComparison.Ordinal)));
        Assert.That(TableRow("comparisons-2", page, "other-better"), Has.Some.EqualTo("helps"));
        Assert.That(page, Does.Contain("Compared with other, paired by seed").And.Contain("<li>The time ratio is the seconds of all epochs, "));
    }

    // A limit that is passed over in silence would be a gap.
    [Test]
    public void What_is_not_drawn_is_told_and_stands_in_the_tables()
    {
        StudyReport report = StudyReports.Of(StudyReports.Wide(experiments: 62, seeds: 12), (experiment, seed) => StudyReports.Learned(0.8 + (0.0001 * seed * experiment)));

        string page = Render(report);

        Assert.That(page, Does.Contain("Only the first 60 of 62 experiments are drawn.").And.Contain("Only the first 60 of 61 comparisons are drawn.").And.Contain("Only the first 40 of 61 comparisons are drawn."));
        Assert.That(TableRow("experiments", page, "experiment-61"), Has.Length.EqualTo(11));
        Assert.That(TableRow("comparisons", page, "experiment-61"), Has.Length.EqualTo(8));
        Assert.That(Row(page, "experiment-61 with experiment-0"), Has.Length.EqualTo(5));
    }

    [Test]
    public void Whatever_a_study_asks_is_text()
    {
        string page = Render(StudyReports.Of(StudyTexts.Changed(study => study["question"] = Hostile), (_, _) => StudyReports.Learned(0.8), new RunOrigin(Hostile, Hostile, Hostile, Hostile)));
        string longer = Render(StudyReports.Of(StudyTexts.Changed(study => study["question"] = new string('q', 1000) + Hostile), (_, _) => null));

        Assert.That(page, Does.Not.Contain("<script").IgnoreCase);
        Assert.That(Regex.Count(page, Regex.Escape(Encoded)), Is.EqualTo(6), "title, heading, what made the runs");
        Assert.That(longer, Does.Contain("<h1>Study small</h1>").And.Contain($"qqq{Encoded} 2 experiments with 6 seeds each").And.Not.Contain("<script").IgnoreCase);
    }

    [Test]
    public void No_id_stands_twice_and_every_link_has_its_target()
    {
        string[] ids = [.. Id().Matches(OfSmall.Value).Select(match => match.Groups["id"].Value)];

        Assert.That(ids, Is.Unique);
        Assert.That(Link().Matches(OfSmall.Value).Select(match => match.Groups["id"].Value).Distinct(), Is.SubsetOf(ids).And.Not.Empty);
    }

    [Test]
    public void The_same_report_gives_the_same_page() => Assert.That(StudyPage.Render(StudyReports.Small()) == StudyPage.Render(StudyReports.Small()), Is.True);

    [Test]
    public void It_stops_where_it_is_asked_to() =>
        Assert.That(() => StudyPage.Render(StudyReports.Small(), new CancellationToken(canceled: true)), Throws.InstanceOf<OperationCanceledException>());

    [TestCase(StudyFigure.MeanLogTrainingLoss, "the mean logarithm of the training loss of epoch 2 and later")]
    [TestCase(StudyFigure.LastTestAccuracy, "the test accuracy after the last epoch")]
    public void The_figure_is_named(StudyFigure figure, string name)
    {
        StudyReport report = StudyReports.Of(StudyTexts.Changed(study => study["figure"] = figure == StudyFigure.LastTestAccuracy ? "last_test_accuracy" : "mean_log_training_loss"), (_, seed) => StudyReports.Learned(0.8 + (0.01 * seed)));

        Assert.That(Render(report), Does.Contain($"compared by {name}."));
    }

    // Without the pictures, which would fill the message of a failure, and with plain spaces.
    private static string Render(StudyReport report) => PictureBytes().Replace(StudyPage.Render(report), "").Replace("&#160;", " ");

    private static string[] Row(string page, string head) => TableRow("", page, head);

    private static string[] TableRow(string table, string page, string head)
    {
        string rows = table.Length == 0 ? page : page[page.IndexOf($"<table id=\"{table}\">", StringComparison.Ordinal)..];
        Match row = Regex.Match(rows, $"<th scope=\"row\"( class=\"name\")?>{Regex.Escape(head.Replace("'", "&#39;"))}</th>(?<cells>.*?)</tr>", RegexOptions.Singleline);
        return [.. Cell().Matches(row.Groups["cells"].Value).Select(cell => cell.Groups["text"].Value)];
    }

    [GeneratedRegex("(?<=base64,)[A-Za-z0-9+/=]*")]
    private static partial Regex PictureBytes();

    [GeneratedRegex("<td class=\"[^\"]*\">(?<text>[^<]*)</td>")]
    private static partial Regex Cell();

    [GeneratedRegex(" id=\"(?<id>[^\"]*)\"")]
    private static partial Regex Id();

    [GeneratedRegex("href=\"#(?<id>[^\"]*)\"")]
    private static partial Regex Link();

    [GeneratedRegex("<details class=\"part\">\n<summary>.*</summary>\n<section id=\"(?<id>[^\"]*)\"")]
    private static partial Regex FoldedSection();
}
