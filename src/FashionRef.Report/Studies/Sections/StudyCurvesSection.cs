using FashionRef.Report.Page;
using FashionRef.Report.Page.Blocks;
using FashionRef.Report.Studies.Pictures;
using FashionRef.Studies.Report;

namespace FashionRef.Report.Studies.Sections;

/// <summary>How the runs of a study learned.</summary>
internal static class StudyCurvesSection
{
    /// <summary>The section's id.</summary>
    public const string Id = "curves";

    private const int MostOpen = 8;

    /// <summary>Test accuracy and training loss over the epochs, or why there is nothing to draw.</summary>
    /// <param name="report">The study's.</param>
    /// <param name="cancellationToken">Checked between two pictures.</param>
    public static PageSection Of(StudyReport report, CancellationToken cancellationToken)
    {
        ExperimentReport[] drawn = StudyCurves.Drawn(report);
        return new PageSection(Id, "Training curves", [.. Blocks()], IsFolded: drawn.Length > MostOpen);

        IEnumerable<IPageBlock> Blocks()
        {
            if (drawn.Length > 0)
            {
                yield return new Paragraph($"Lines are the medians of the runs, epoch by epoch; shaded, the middle half of the runs. Collapsed runs are left out.{(drawn.Length > StudyCurves.MostTogether ? " All pictures of a quantity have one scale." : "")}{StudyWords.Cut(report.Experiments.Count, StripChart.MostRows, "experiments")}");
                yield return new Figures([.. StudyCurves.Draw(report).Select(FigureOf)]);
            }

            string[] without = [.. report.Experiments.Take(StripChart.MostRows).Except(drawn).Select(experiment =>
                $"{experiment.Name} has no curve: {(experiment.Done == 0 ? "no run is done" : experiment.Epochs.Count == 0 ? "all its runs have collapsed" : "its runs have one epoch")}.")];
            if (without.Length > 0)
            {
                yield return new BulletList(without);
            }
        }

        Figure FigureOf(Picture picture)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return Figure.Of(picture, "");
        }
    }
}
