using FashionRef.Report.Images;
using FashionRef.Report.Page;
using FashionRef.Report.Studies.Sections;
using FashionRef.Studies.Report;

namespace FashionRef.Report.Studies;

/// <summary>The page that shows what a study found: one file that needs nothing else, without scripts.</summary>
public static class StudyPage
{
    /// <summary>The page as HTML, lines ended by LF. The same report gives the same text on the same machine.</summary>
    /// <param name="report">What it shows.</param>
    /// <param name="cancellationToken">Checked between two pictures.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    /// <exception cref="FashionRefException">This machine cannot draw (machine cannot).</exception>
    public static string Render(StudyReport report, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(report);
        DrawingLibrary.EnsureLoaded();
        PageSection[] sections =
        [
            ResultsSection.Of(report),
            .. SeedsSection.Of(report, cancellationToken) is { } seeds ? [seeds] : Array.Empty<PageSection>(),
            StudyCurvesSection.Of(report, cancellationToken),
            MethodSection.Of(report),
            StudyOriginSection.Of(report),
        ];
        return PageContent.Render(StudyGlance.Of(report), sections, madeOf: null);
    }
}
