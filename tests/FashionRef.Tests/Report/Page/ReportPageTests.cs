using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using FashionRef.Data;
using FashionRef.Report;
using FashionRef.Report.Page;
using FashionRef.Tests.Gate;
using FashionRef.Training;
using FashionRef.Training.Runs;

namespace FashionRef.Tests.Report.Page;

/// <summary>The page's text; what a browser makes of it has tests of its own.</summary>
internal sealed partial class ReportPageTests
{
    private const string Hostile = "<script>alert('1')</script>\" & 'x";
    private const string Encoded = "&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;&quot; &amp; &#39;x";

    private static readonly Dataset Data = new(SyntheticData.Create(train: 30, test: 1).Train, ReportedRuns.Test, new Dictionary<string, string>());
    private static readonly Lazy<string> OfBoth = new(() => Render(ReportedRuns.Create(1), ReportedRuns.Create(2)));

    [Test]
    public void Without_expectations_the_page_says_so_and_is_whole()
    {
        string page = OfBoth.Value;

        Assert.That(page, Does.Contain("Model-1 was not judged: there is no &#39;expectation-model1-anew.json&#39; in &#39;nowhere&#39;."));
        Assert.That(page, Does.Contain("Model-2 was not judged"));
        Assert.That(page, Does.Contain("There are no figures over seeds in &#39;nowhere&#39; to compare with."));
        Assert.That(page, Does.Not.Contain("Gate passed").And.Not.Contain("Gate FAILED"));
        Assert.That(page, Does.EndWith("</html>\n"));
    }

    [Test]
    public void The_answers_come_before_the_rest()
    {
        IEnumerable<string> sections = SectionId().Matches(OfBoth.Value).Select(match => match.Groups["id"].Value);

        Assert.That(sections, Is.EqualTo(
            ["comparison", "curves", "mistakes", "questions", "gate", "model-1", "model-2", "data", "preprocessing", "origin"]));
    }

    [Test]
    public void The_same_runs_give_the_same_page() =>
        Assert.That(Render(ReportedRuns.Create(1), ReportedRuns.Create(2)), Is.EqualTo(OfBoth.Value));

    [Test]
    public void A_page_of_one_model_tells_of_no_run_of_the_other()
    {
        string page = Render(ReportedRuns.Create(2));

        Assert.That(page, Does.Contain("id=\"model-2\"").And.Not.Contain("id=\"model-1\""));
        Assert.That(page, Does.Contain("This page has no run of Model-1."));
        Assert.That(page, Does.Contain("<h1>Model-2 on Fashion-MNIST</h1>"));
    }

    [Test]
    public void Several_runs_of_one_model_each_have_a_section_and_no_id_stands_twice()
    {
        string page = Render(ReportedRuns.Create(1, seed: 1), ReportedRuns.Create(1, seed: 2), ReportedRuns.Create(1, seed: 2));

        Assert.That(page, Does.Contain("id=\"model-1\"").And.Contain("id=\"model-1-2\"").And.Contain("id=\"model-1-3\""));
        Assert.That(page, Does.Contain("These runs&#39; are 0.8000, 0.8000 and 0.8000."));
        Assert.That(Id().Matches(page).Select(match => match.Groups["id"].Value), Is.Unique);
    }

    [Test]
    public void Of_more_than_two_runs_curves_and_mistakes_are_folded_too()
    {
        string two = OfBoth.Value;
        string three = Render(ReportedRuns.Create(1, seed: 1), ReportedRuns.Create(1, seed: 2), ReportedRuns.Create(2));

        Assert.That(Regex.Count(two, "<details class=\"part\">"), Is.EqualTo(7));
        Assert.That(Regex.Count(three, "<details class=\"part\">"), Is.EqualTo(10));
        Assert.That(three, Does.Contain("Trained here: Model-1 and Model-2, 10 epochs each on 60,000 images (seeds 1 and 2, engine torch)."));
    }

    [Test]
    public void Whatever_a_record_holds_is_text()
    {
        ReportedRun run = ReportedRuns.Create();
        RunEnvironment environment = run.Record.Environment! with
        {
            Processor = Hostile,
            ProcessorFeatures = [Hostile],
            OperatingSystem = Hostile,
            DotNet = Hostile,
            GitCommit = Hostile,
            EngineVersions = new Dictionary<string, string> { [Hostile] = Hostile },
        };
        RunHashes hashes = new(new Dictionary<string, string> { [Hostile] = Hostile }, Hostile, Hostile, Hostile);
        RunFolder folder = new(Path.Combine("artifacts", "<b>&\"run'"));

        string page = Render(run with
        {
            Folder = folder,
            Record = run.Record with { Environment = environment, Sha256 = hashes, Settings = run.Record.Settings with { Engine = Hostile } },
        });

        Assert.That(page, Does.Not.Contain("<script").IgnoreCase.And.Not.Contain("<b>"));
        Assert.That(Regex.Count(page, Regex.Escape(Encoded)), Is.EqualTo(36));
        Assert.That(page, Does.Contain("&lt;b&gt;&amp;&quot;run&#39;"));
    }

    [Test]
    public void The_policy_names_the_style_and_forbids_the_rest()
    {
        string page = OfBoth.Value;
        string style = Style().Match(page).Groups["style"].Value;
        string hash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(style)));

        Assert.That(page, Does.Contain(
            $"content=\"default-src &#39;none&#39;; img-src data:; style-src &#39;sha256-{hash}&#39;; base-uri &#39;none&#39;; form-action &#39;none&#39;\""));
        Assert.That(Regex.Count(page, "<style|<link"), Is.EqualTo(2), "The style sheet and the empty icon.");
        Assert.That(page, Does.Not.Contain("style=").And.Not.Contain("http:").And.Not.Contain("https:").And.Not.Contain("url("));
    }

    [Test]
    public void A_run_that_the_gate_refuses_is_shown_with_the_reason()
    {
        using TemporaryFolder folder = new();
        IReadOnlyList<EpochMetrics> history = ReportedRuns.Create().Record.History;
        ReportedRun perfect = ReportedRuns.Create().With([.. history.SkipLast(1), history[^1] with { Accuracy = 1 }]);
        ReportedRun run = ReportedRun.Read(ReportedRuns.Write(folder.Path, perfect));

        string page = ReportPage.Render(new ReportMaterial([run], Data, KerasSeeds.Folder));

        Assert.That(page, Does.Contain("Gate FAILED: Model-1 did not train as expected (2 checks failed)."));
        Assert.That(page, Does.Contain("<tr class=\"bad\">"));
        Assert.That(page, Does.Contain("<li>Model-1, seed 1: record: ").And.Contain("<li>Model-1, seed 1: history: "));
    }

    [Test]
    public void An_expectation_that_is_broken_is_told_and_not_passed_over()
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder["expectation-model1-anew.json"], "{}");

        FashionRefException? failure = Assert.Throws<FashionRefException>(
            () => ReportPage.Render(new ReportMaterial([ReportedRuns.Create()], Data, folder.Path)));

        Assert.That(failure!.Kind, Is.EqualTo(FaultKind.BadRequest));
        Assert.That(failure.Message, Does.Contain("expectation-model1-anew.json"));
    }

    [Test]
    public void Without_runs_there_is_no_page() =>
        Assert.That(() => ReportPage.Render(new ReportMaterial([], Data, "nowhere")), Throws.ArgumentException);

    private static string Render(params ReportedRun[] runs) => ReportPage.Render(new ReportMaterial(runs, Data, "nowhere"));

    [GeneratedRegex("<section id=\"(?<id>[^\"]*)\"")]
    private static partial Regex SectionId();

    [GeneratedRegex(" id=\"(?<id>[^\"]*)\"")]
    private static partial Regex Id();

    [GeneratedRegex("<style>(?<style>.*)</style>", RegexOptions.Singleline)]
    private static partial Regex Style();
}
