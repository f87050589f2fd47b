using Deque.AxeCore.Playwright;
using FashionRef.Report.Studies;
using FashionRef.Studies.Report;
using FashionRef.Tests.Report.Page.Browser;
using FashionRef.Tests.Studies;
using Microsoft.Playwright;

namespace FashionRef.Tests.Report.Studies;

/// <summary>A study's page on screens of any width, by day and at night.</summary>
[Parallelizable(ParallelScope.Self)]
internal sealed class StudyLayoutTests
{
    // The lowest edge of all that a selector finds, on the page.
    private static readonly string LongName = new('w', 40);

    private PageBrowser _browser = null!;
    private string _long = null!;

    [OneTimeSetUp]
    public async Task Start()
    {
        _browser = await PageBrowser.StartAsync();
        _long = StudyPage.Render(StudyReports.Of(
            StudyTexts.Changed(study =>
            {
                study["question"] = new string('q', 2000);
                study["experiments"]![0]!["name"] = LongName;
                study["comparisons"]![0]!["with"] = LongName;
            }),
            (experiment, seed) => (experiment, seed) == (1, 3) ? StudyReports.Collapsed() : StudyReports.Learned(0.8 + (0.01 * seed))));
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }
    }

    [TestCase(1280, 800)]
    [TestCase(360, 740)]
    public async Task The_first_screen_has_the_answers_and_the_questions(int width, int height)
    {
        // As many answers as are told one by one.
        StudyReport report = StudyReports.Of(StudyReports.Wide(experiments: width > 1000 ? 5 : 3, seeds: 10), (experiment, seed) => StudyReports.Learned(0.8 + (0.001 * seed * experiment)));
        await using ShownPage shown = await OpenAsync(StudyPage.Render(report), width);

        foreach (string selector in new[] { "#glance h1", "#glance .lead", "#glance .verdict", "#glance .questions a" })
        {
            Assert.That(await shown.BottomAsync(selector), Is.LessThanOrEqualTo(height), selector);
        }
    }

    [TestCase(320)]
    [TestCase(360)]
    [TestCase(800)]
    [TestCase(1280)]
    public async Task Only_tables_scroll_sideways_whatever_a_study_is_called(int width)
    {
        await using ShownPage shown = await OpenAsync(_long, width);
        await shown.UnfoldAsync();

        Assert.That(await shown.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth"), Is.LessThanOrEqualTo(width));
        double[] heads = await shown.Page.EvaluateAsync<double[]>("() => [...document.querySelectorAll('#results tbody th')].map(head => head.getBoundingClientRect().width)");
        Assert.That(heads, Is.All.LessThan(width / 2), "the figures beside them are in sight");
    }

    [TestCase(1280, ColorScheme.Light)]
    [TestCase(1280, ColorScheme.Dark)]
    [TestCase(360, ColorScheme.Light)]
    [TestCase(360, ColorScheme.Dark)]
    public async Task Axe_finds_nothing(int width, ColorScheme scheme)
    {
        await using ShownPage shown = await OpenAsync(_long, width, scheme);
        await shown.UnfoldAsync();

        Assert.That((await shown.Page.RunAxe()).Violations.Select(finding => $"{finding.Id}: {finding.Nodes[0].Html}"), Is.Empty);
        Assert.That(shown.Complaints, Is.Empty);
    }

    [Test]
    public async Task All_pictures_are_there_with_titles_of_their_own_and_descriptions()
    {
        await using ShownPage shown = await OpenAsync(_long, 1280);

        int[] widths = await shown.Page.EvaluateAsync<int[]>("() => [...document.images].map(image => image.complete ? image.naturalWidth : 0)");

        Assert.That(widths, Has.Length.EqualTo(5).And.All.GreaterThan(0));
        Assert.That(await shown.TextsAsync("figcaption strong"), Is.Unique);
        Assert.That(await shown.Page.EvaluateAsync<string[]>("() => [...document.images].map(image => image.alt)"), Is.All.Length.GreaterThan(40));
    }

    private async Task<ShownPage> OpenAsync(string page, int width, ColorScheme scheme = ColorScheme.Light)
    {
        ShownPage shown = await _browser.OpenAsync(width, scheme);
        await shown.Page.SetContentAsync(page);
        return shown;
    }
}
