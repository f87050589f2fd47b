using Deque.AxeCore.Playwright;
using FashionRef.Evaluation;
using FashionRef.Report;
using FashionRef.Report.Page;
using Microsoft.Playwright;
using SkiaSharp;

namespace FashionRef.Tests.Report.Page.Browser;

/// <summary>Where things stand: the answers first, the rest folded, on screens of any width, at night and on paper.</summary>
[Parallelizable(ParallelScope.Self)]
internal sealed class PageLayoutTests
{
    private const int Height = 800;
    private const int MostScreens = 6;

    // The lowest edge of all that a selector finds, on the page.
    private PageBrowser _browser = null!;

    private static IEnumerable<string> Answers =>
        ["#gate", "#comparison", "#curves", "#mistakes", "#question-1", "#question-2", "#question-3", "#origin"];

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

    [TestCase(1280, 800)]
    [TestCase(360, 740)]
    public async Task The_first_screen_has_the_answers_and_the_questions(int width, int height)
    {
        await using ShownPage shown = await _browser.OpenAsync(width);

        foreach (string selector in new[] { "#glance h1", "#glance .lead", "#glance .verdict", "#glance .figure", "#glance .notebook", "#glance .questions a" })
        {
            Assert.That(await shown.BottomAsync(selector), Is.LessThanOrEqualTo(height), selector);
        }

        Assert.That(await shown.TextsAsync("#glance .lead"), Is.EqualTo(
            ["A Keras notebook rebuilt in C#. Trained here: Model-1 and Model-2, 10 epochs each on 60,000 images (seed 1, engine torch)."]));
        Assert.That(await shown.TextsAsync("#glance .verdict"), Is.EqualTo(await shown.TextsAsync("#gate p:first-child")).And.All.StartsWith("Gate passed: "));
        Assert.That(await shown.TextsAsync("#glance .figure"), Is.EqualTo(["0.8470", "0.9066"]));
        Assert.That(await shown.TextsAsync("#glance .notebook"), Is.EqualTo(["The notebook: 0.8550 (−0.80 points)", "The notebook: 0.9089 (−0.23 points)"]));
    }

    [TestCaseSource(nameof(Answers))]
    public async Task Every_question_leads_to_its_answer_also_where_it_is_folded_away(string answer)
    {
        await using ShownPage shown = await _browser.OpenAsync();

        await shown.Page.Locator($"#glance .questions a[href='{answer}']").ClickAsync();

        double top = await shown.Page.EvaluateAsync<double>("answer => document.querySelector(answer).getBoundingClientRect().top", answer);
        Assert.That(await shown.Page.EvaluateAsync<bool>("answer => document.querySelector(answer).checkVisibility({ contentVisibilityAuto: true })", answer), Is.True);
        Assert.That(top, Is.InRange(0, Height - 100));
    }

    [Test]
    public async Task Comparison_curves_and_mistakes_are_open_and_all_else_is_folded()
    {
        await using ShownPage shown = await _browser.OpenAsync();

        string[] open = await shown.Page.EvaluateAsync<string[]>("() => [...document.querySelectorAll('main > section')].map(section => section.id)");
        string[] folded = await shown.Page.EvaluateAsync<string[]>("() => [...document.querySelectorAll('main > details:not([open]) > section')].map(section => section.id)");

        Assert.That(open, Is.EqualTo(["comparison", "curves", "mistakes"]));
        Assert.That(folded, Is.EqualTo(["questions", "gate", "model-1", "model-2", "data", "preprocessing", "origin"]));
    }

    [Test]
    public async Task With_all_folded_the_page_is_short()
    {
        await using ShownPage shown = await _browser.OpenAsync();

        Assert.That(await shown.Page.EvaluateAsync<int>("() => document.documentElement.scrollHeight"), Is.LessThanOrEqualTo(MostScreens * Height));
    }

    [Test]
    public async Task Two_runs_that_are_compared_take_as_little_room_and_are_sound()
    {
        using TemporaryFolder folder = new();
        ReportedRun[] runs = [KerasRuns.Write(folder["first"], model: 1), KerasRuns.Write(folder["second"], model: 1, seed: 2)];
        runs[1] = WithOtherAnswers(runs[1]);
        await using ShownPage shown = await _browser.OpenAsync();
        await shown.Page.SetContentAsync(ReportPage.Render(_browser.Material with { Runs = runs, Comparison = RunComparison.Of(runs[0], runs[1]) }));

        Assert.That(await shown.Page.EvaluateAsync<int>("() => document.documentElement.scrollHeight"), Is.LessThanOrEqualTo(MostScreens * Height));
        Assert.That(await shown.BottomAsync("#glance .questions a"), Is.LessThanOrEqualTo(Height));
        Assert.That(
            await shown.Page.EvaluateAsync<string[]>("() => [...document.querySelectorAll('main > section')].map(section => section.id)"),
            Is.EqualTo(["compared", "comparison", "curves", "mistakes"]));
        Assert.That(await shown.Page.Locator("#mistakes img").CountAsync(), Is.EqualTo(2), "gained and lost");
        Assert.That((await shown.Page.RunAxe()).Violations.Select(finding => $"{finding.Id}: {finding.Nodes[0].Html}"), Is.Empty);
    }

    [TestCase(1280)]
    [TestCase(1920)]
    public async Task On_wide_screens_the_contents_stay_in_sight_beside_the_text(int width)
    {
        await using ShownPage shown = await _browser.OpenAsync(width);
        await shown.UnfoldAsync();

        foreach (string place in new[] { "0", "2000", "document.documentElement.scrollHeight" })
        {
            double[] edges = await shown.Page.EvaluateAsync<double[]>($$"""
                () => {
                    scrollTo(0, {{place}});
                    const contents = document.querySelector('nav').getBoundingClientRect();
                    const text = document.querySelector('main').getBoundingClientRect();
                    return [contents.top, contents.bottom, contents.right, text.left];
                }
                """);

            Assert.That(edges[0], Is.GreaterThanOrEqualTo(0), $"the top at {place}");
            Assert.That(edges[1], Is.LessThanOrEqualTo(Height), $"the bottom at {place}");
            Assert.That(edges[2], Is.LessThan(edges[3]), $"beside the text at {place}");
        }
    }

    [Test]
    public async Task Tables_scroll_inside_themselves_on_narrow_screens()
    {
        await using ShownPage shown = await _browser.OpenAsync(width: 360);
        await shown.UnfoldAsync();

        int[] tables = await shown.Page.EvaluateAsync<int[]>("() => [...document.querySelectorAll('table')].map(table => table.scrollWidth)");
        int[] frames = await shown.Page.EvaluateAsync<int[]>("() => [...document.querySelectorAll('.scroll')].map(frame => frame.clientWidth)");

        Assert.That(frames, Is.All.LessThanOrEqualTo(340));
        Assert.That(tables, Has.Some.GreaterThan(700));
    }

    [TestCase(Media.Screen)]
    [TestCase(Media.Print)]
    public async Task Every_table_is_named_in_sight_once(Media media)
    {
        await using ShownPage shown = await _browser.OpenAsync();
        await shown.UnfoldAsync();
        await shown.Page.EmulateMediaAsync(new PageEmulateMediaOptions { Media = media });

        int[] names = await shown.Page.EvaluateAsync<int[]>("""
            () => [...document.querySelectorAll('table')].map(table => [table.caption, table.closest('details:not(.part)')?.querySelector('summary')]
                .filter(name => name && name.getBoundingClientRect().width > 1).length)
            """);

        Assert.That(names, Has.Length.GreaterThan(8).And.All.EqualTo(1));
    }

    [TestCase(ColorScheme.Light, 200, 256)]
    [TestCase(ColorScheme.Dark, 0, 90)]
    public async Task Pictures_are_light_by_day_and_dark_at_night(ColorScheme scheme, int least, int most)
    {
        await using ShownPage shown = await _browser.OpenAsync(scheme: scheme);
        await shown.UnfoldAsync();

        foreach (ILocator picture in await shown.Page.Locator("figure img").AllAsync())
        {
            string name = (await picture.GetAttributeAsync("alt"))!;
            using SKBitmap seen = SKBitmap.Decode(await picture.ScreenshotAsync());
            Assert.That(seen.Pixels.Average(Brightness), Is.InRange(least, most), name);
            Assert.That(seen.Pixels.Max(Brightness) - seen.Pixels.Min(Brightness), Is.GreaterThan(150), $"can be read: {name}");
        }
    }

    [Test]
    public async Task On_paper_pictures_are_light_also_for_those_who_read_at_night()
    {
        await using ShownPage shown = await _browser.OpenAsync(scheme: ColorScheme.Dark);
        await shown.Page.EmulateMediaAsync(new PageEmulateMediaOptions { Media = Media.Print });

        string[] filters = await shown.Page.EvaluateAsync<string[]>("() => [...document.images].map(image => getComputedStyle(image).filter)");

        Assert.That(filters, Is.All.EqualTo("none"));
    }

    [Test]
    public async Task Every_picture_has_a_title_of_its_own()
    {
        await using ShownPage shown = await _browser.OpenAsync();

        IReadOnlyList<string> titles = await shown.TextsAsync("figcaption strong");

        Assert.That(titles, Has.Count.EqualTo(await shown.Page.Locator("figure img").CountAsync()));
        Assert.That(titles, Is.Unique.And.All.Not.Empty);
    }

    // Of the first hundred images all are wrong but those that were.
    private static ReportedRun WithOtherAnswers(ReportedRun run)
    {
        Predictions answers = run.Predictions;
        int[] predicted = [.. answers.Predicted.Span];
        for (int image = 0; image < 100; image++)
        {
            predicted[image] = answers.IsRight(image) ? (predicted[image] + 1) % answers.Classes : answers.Labels.Span[image];
        }

        return run with { Predictions = new Predictions(answers.Labels, predicted, answers.Probabilities) };
    }

    private static int Brightness(SKColor color) => (color.Red + color.Green + color.Blue) / 3;
}
