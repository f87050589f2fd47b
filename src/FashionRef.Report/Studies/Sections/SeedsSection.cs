using FashionRef.Report.Page;
using FashionRef.Report.Page.Blocks;
using FashionRef.Report.Studies.Pictures;
using FashionRef.Studies.Report;

namespace FashionRef.Report.Studies.Sections;

/// <summary>The differences of each comparison, seed by seed.</summary>
internal static class SeedsSection
{
    /// <summary>The section's id.</summary>
    public const string Id = "seeds";

    private const int MostOpen = 4;
    private const int MostDrawn = 40;

    /// <summary>A picture for each comparison with pairs; null where there is none.</summary>
    /// <param name="report">The study's.</param>
    /// <param name="cancellationToken">Checked between two pictures.</param>
    public static PageSection? Of(StudyReport report, CancellationToken cancellationToken)
    {
        ComparisonReport[] all = [.. report.Comparisons.Where(comparison => comparison.Pairs > 0)];
        if (all.Length == 0)
        {
            return null;
        }

        ComparisonReport[] drawn = [.. all.Take(MostDrawn)];
        return new PageSection(
            Id,
            "Seed by seed",
            [
                new Paragraph($"{DifferencesPicture.HowToRead(drawn)}{StudyWords.Cut(all.Length, MostDrawn, "comparisons")}"),
                new Figures([.. drawn.Select(FigureOf)]),
            ],
            IsFolded: all.Length > MostOpen);

        Figure FigureOf(ComparisonReport comparison)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return Figure.Of(DifferencesPicture.Draw(comparison)!, DifferencesPicture.Caption(comparison));
        }
    }
}
