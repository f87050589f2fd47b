using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace FashionRef.Tests.Report.Page.Browser;

/// <summary>The page is whole, keeps to itself, and is for everyone.</summary>
[Parallelizable(ParallelScope.Self)]
internal sealed class PageSoundnessTests
{
    // What the keyboard must reach, in the page's order; what is folded away is not there to reach.
    private const string Focusable =
        "() => [...document.querySelectorAll('a[href], summary, [tabindex=\"0\"]')].filter(element => element.checkVisibility({ contentVisibilityAuto: true }))";

    // A complaint comes to the test some time after its cause.
    private const int PatienceMilliseconds = 10_000;
    private const int PollingMilliseconds = 20;

    private PageBrowser _browser = null!;

    [OneTimeSetUp]
    public async Task Start() => _browser = await PageBrowser.StartAsync();

    [OneTimeTearDown]
    public async Task Stop()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }
    }

    [Test]
    public async Task All_pictures_are_there_and_described()
    {
        await using ShownPage shown = await _browser.OpenAsync();

        int[] widths = await shown.Page.EvaluateAsync<int[]>("() => [...document.images].map(image => image.complete ? image.naturalWidth : 0)");
        string[] texts = await shown.Page.EvaluateAsync<string[]>("() => [...document.images].map(image => image.alt)");

        Assert.That(widths, Has.Length.EqualTo(14).And.All.GreaterThan(0), "One of the data, six of each run, one of both.");
        Assert.That(texts, Is.All.Length.GreaterThan(40));
    }

    [Test]
    public async Task Nothing_leaves_the_page_and_nothing_is_complained_of()
    {
        await using ShownPage shown = await _browser.OpenAsync();
        await shown.UnfoldAsync();

        Assert.That(shown.Requests, Has.Member(shown.Address));
        Assert.That(shown.Requests.Where(request => request != shown.Address), Is.All.StartsWith("data:"));
        Assert.That(shown.Complaints, Is.Empty);
    }

    [Test]
    public async Task What_would_be_fetched_or_run_is_refused()
    {
        await using ShownPage shown = await _browser.OpenAsync();
        await shown.Page.EvaluateAsync("""
            () => {
                const script = document.createElement('script');
                script.textContent = 'window.hasRun = true';
                document.body.append(script);
                const image = document.createElement('img');
                image.src = 'other.png';
                document.body.append(image);
            }
            """);

        Assert.That(await shown.Page.EvaluateAsync<bool>("() => window.hasRun === undefined"), Is.True);
        Assert.That(() => shown.Complaints, Has.Count.EqualTo(2).After(PatienceMilliseconds, PollingMilliseconds));
        Assert.That(shown.Complaints, Is.All.Contain("Content Security Policy"));
    }

    [TestCase(1280, ColorScheme.Light)]
    [TestCase(1280, ColorScheme.Dark)]
    [TestCase(360, ColorScheme.Light)]
    [TestCase(360, ColorScheme.Dark)]
    public async Task Axe_finds_nothing(int width, ColorScheme scheme)
    {
        await using ShownPage shown = await _browser.OpenAsync(width, scheme);
        await shown.UnfoldAsync();

        AxeResult result = await shown.Page.RunAxe();

        Assert.That(result.Passes, Has.Length.GreaterThan(20), "axe has looked.");
        Assert.That(
            result.Violations.Select(finding => $"{finding.Id}: {finding.Nodes[0].Html}"), Is.Empty);
    }

    [TestCase(ColorScheme.Light, "rgb(252, 252, 251)")]
    [TestCase(ColorScheme.Dark, "rgb(20, 23, 26)")]
    public async Task The_page_is_light_or_dark_as_the_reader_has_it(ColorScheme scheme, string color)
    {
        await using ShownPage shown = await _browser.OpenAsync(scheme: scheme);

        Assert.That(await shown.Page.EvaluateAsync<string>("() => getComputedStyle(document.body).backgroundColor"), Is.EqualTo(color));
    }

    [Test]
    public async Task On_paper_it_is_light_without_the_contents_and_with_all_that_was_folded()
    {
        await using ShownPage shown = await _browser.OpenAsync(scheme: ColorScheme.Dark);
        await shown.Page.EmulateMediaAsync(new PageEmulateMediaOptions { Media = Media.Print });

        Assert.That(await shown.Page.EvaluateAsync<string>("() => getComputedStyle(document.body).backgroundColor"), Is.EqualTo("rgb(255, 255, 255)"));
        Assert.That(await shown.Page.EvaluateAsync<bool>("() => document.querySelector('nav').checkVisibility()"), Is.False);
        Assert.That(
            await shown.Page.EvaluateAsync<bool>("() => [...document.querySelectorAll('section, table')].every(part => part.checkVisibility({ contentVisibilityAuto: true }))"), Is.True);
    }

    [TestCase(320)]
    [TestCase(360)]
    [TestCase(1280)]
    public async Task Only_tables_scroll_sideways_never_the_page(int width)
    {
        await using ShownPage shown = await _browser.OpenAsync(width);
        await shown.UnfoldAsync();

        Assert.That(await shown.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth"), Is.LessThanOrEqualTo(width));
    }

    [Test]
    public async Task Headings_leave_no_level_out_and_there_is_one_title()
    {
        await using ShownPage shown = await _browser.OpenAsync();

        int[] levels = await shown.Page.EvaluateAsync<int[]>("() => [...document.querySelectorAll('h1, h2, h3, h4, h5, h6')].map(heading => Number(heading.tagName[1]))");

        Assert.That(levels[0], Is.EqualTo(1));
        Assert.That(levels.Count(level => level == 1), Is.EqualTo(1));
        Assert.That(levels.Zip(levels.Skip(1)), Is.All.Matches<(int Before, int After)>(pair => pair.After <= pair.Before + 1));
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task The_Tab_key_reaches_all_that_can_be_used_in_the_pages_order_and_shows_where_it_is(bool opened)
    {
        await using ShownPage shown = await _browser.OpenAsync(width: 360);
        if (opened)
        {
            await shown.UnfoldAsync();
        }

        int count = await shown.Page.EvaluateAsync<int>($"() => {{ window.focusable = ({Focusable})(); return window.focusable.length; }}");
        List<int> reached = [];
        List<bool> outlined = [];
        for (int i = 0; i < count; i++)
        {
            await shown.Page.Keyboard.PressAsync("Tab");
            reached.Add(await shown.Page.EvaluateAsync<int>("() => window.focusable.indexOf(document.activeElement)"));
            outlined.Add(await shown.Page.EvaluateAsync<bool>("() => getComputedStyle(document.activeElement).outlineStyle === 'solid'"));
        }

        Assert.That(count, Is.GreaterThan(20));
        Assert.That(reached, Is.EqualTo(Enumerable.Range(0, count)));
        Assert.That(outlined, Is.All.True);
    }

    [Test]
    public async Task Every_entry_of_the_contents_leads_to_its_section()
    {
        await using ShownPage shown = await _browser.OpenAsync();

        string[] entries = await shown.Page.EvaluateAsync<string[]>("""
            () => [...document.querySelectorAll('nav a')].slice(1).map(link =>
                `${link.textContent}|${document.getElementById(document.querySelector(link.hash)?.getAttribute('aria-labelledby'))?.textContent}`)
            """);

        Assert.That(entries, Has.Length.EqualTo(10));
        Assert.That(await shown.TextsAsync("nav a[href='#glance']"), Is.EqualTo(["At a glance"]));
        Assert.That(entries, Is.All.Matches<string>(entry => entry.Split('|') is [{ Length: > 0 } title, var heading] && title == heading));
    }
}
