using FashionRef.Report.Page;
using FashionRef.Report.Page.Blocks;
using FashionRef.Report.Studies.Pictures;
using FashionRef.Studies.Report;

namespace FashionRef.Report.Studies.Sections;

/// <summary>What a study found.</summary>
internal static class ResultsSection
{
    /// <summary>The section's id.</summary>
    public const string Id = "results";

    /// <summary>Pictures of all comparisons and of all runs, the same in tables, and the answers in sentences where the first screen has them not.</summary>
    /// <param name="report">The study's.</param>
    public static PageSection Of(StudyReport report)
    {
        Figure[] figures = [.. Figures(report)];
        return new PageSection(
            Id,
            "Results",
            [
                .. figures.Length > 0 ? [new Figures(figures)] : Array.Empty<IPageBlock>(),
                .. ComparisonTables.Of(report),
                ExperimentTable.Of(report),
                .. report.Comparisons.Count > StudyGlance.MostAnswers
                    ? [new Heading("answers", "Every comparison in words"), new BulletList([.. report.Comparisons.Select(comparison => StudyWords.Answer(comparison, report))])]
                    : Array.Empty<IPageBlock>(),
            ],
            IsFolded: false);
    }

    private static IEnumerable<Figure> Figures(StudyReport report)
    {
        if (ComparisonsPicture.Draw(report) is { } comparisons)
        {
            yield return Figure.Of(comparisons, ComparisonsPicture.Caption(report));
        }

        if (ExperimentsPicture.Draw(report) is { } experiments)
        {
            yield return Figure.Of(experiments, ExperimentsPicture.Caption(report));
        }
    }
}
