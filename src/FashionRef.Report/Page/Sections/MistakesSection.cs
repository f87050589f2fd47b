using FashionRef.Data;
using FashionRef.Report.Page.Blocks;
using FashionRef.Report.Pictures;

namespace FashionRef.Report.Page.Sections;

/// <summary>The runs' mistakes.</summary>
internal static class MistakesSection
{
    /// <summary>The section's id.</summary>
    public const string Id = "mistakes";

    /// <summary>The most confident mistakes of each run, side by side, and sentences about them.</summary>
    /// <param name="runs">The page's.</param>
    /// <param name="test">The test set.</param>
    /// <param name="isFolded">Whether there are too many runs to show at once.</param>
    public static PageSection Of(IReadOnlyList<PageRun> runs, ImageSet test, bool isFolded)
    {
        Figure[] figures =
        [
            .. from run in runs
               let picture = AnswerPictures.Mistakes(run.Run, test, isBrief: true)
               where picture is not null
               select Figure.Of(picture, "Wrong predictions on the test set, the most confident first: the prediction with its probability, then the actual class.", run),
        ];
        return new PageSection(
            Id,
            "Mistakes",
            [.. figures.Length > 0 ? [new Figures(figures)] : Array.Empty<IPageBlock>(), .. runs.SelectMany(run => InWords(run, run.Title))],
            isFolded);
    }

    /// <summary>The mistakes that the second of two runs has gained and lost.</summary>
    /// <param name="first">Run A.</param>
    /// <param name="second">Run B.</param>
    /// <param name="comparison">Both, image by image.</param>
    /// <param name="test">The test set.</param>
    public static PageSection Of(PageRun first, PageRun second, RunComparison comparison, ImageSet test)
    {
        LetteredRun a = new("A", first.Run);
        LetteredRun b = new("B", second.Run);
        Picture? gained = AnswerPictures.Differences(PictureNames.GainedMistakes, "Mistakes that B has gained", a, b, comparison.Gained, test);
        Picture? lost = AnswerPictures.Differences(PictureNames.LostMistakes, "Mistakes that B has lost", b, a, comparison.Lost, test);
        Figure[] figures =
        [
            .. gained is null ? Array.Empty<Figure>() : [Figure.Of(gained, $"A is right and B wrong on {PageText.Count(comparison.Gained.Count)} images; shown are those of which B is most confident.")],
            .. lost is null ? Array.Empty<Figure>() : [Figure.Of(lost, $"A is wrong and B right on {PageText.Count(comparison.Lost.Count)} images; shown are those of which A was most confident.")],
        ];
        return new PageSection(
            Id,
            "Mistakes gained and lost",
            [
                new Paragraph(ComparedSection.Sum(comparison)),
                .. figures.Length > 0 ? [new Figures(figures)] : Array.Empty<IPageBlock>(),
            ],
            IsFolded: false);
    }

    /// <summary>Sentences about a run's mistakes.</summary>
    /// <param name="run">The run.</param>
    /// <param name="heading">Their heading.</param>
    public static IEnumerable<IPageBlock> InWords(PageRun run, string heading) =>
        [new Heading($"{run.Id}-mistakes", heading), new BulletList(RunObservations.OfMistakes(run.Run))];
}
