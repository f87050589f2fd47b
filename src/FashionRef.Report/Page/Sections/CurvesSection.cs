using FashionRef.Report.Page.Blocks;
using FashionRef.Report.Pictures;
using FashionRef.Report.Pictures.History;
using FashionRef.Training.Runs;
using static System.FormattableString;

namespace FashionRef.Report.Page.Sections;

/// <summary>How the runs learned: loss and accuracy over the epochs.</summary>
internal static class CurvesSection
{
    /// <summary>The section's id.</summary>
    public const string Id = "curves";

    /// <summary>For each run its curves with the notebook's and the band over seeds, and sentences about them.</summary>
    /// <param name="runs">The page's.</param>
    /// <param name="isFolded">Whether there are too many to show at once.</param>
    public static PageSection Of(IReadOnlyList<DrawnRun> runs, bool isFolded) =>
        new(Id, "Training curves", [.. runs.SelectMany(Curves)], isFolded);

    private static IEnumerable<IPageBlock> Curves(DrawnRun run)
    {
        RunSettings settings = run.Page.Record.Settings;
        string caption = "With markers this run, dashed the notebook's" + run.Bands.Count switch
        {
            _ when settings.Epochs == 1 => ".",
            0 => $". {HistoryText.WithoutRange}",
            1 => "; shaded, where runs over seeds lie.",
            _ => "; shaded right runs, darker those that start alike.",
        };
        return
        [
            new Heading($"{run.Page.Id}-history", run.Page.Title),
            new Figures(
                Figure.Of(run.Pictures[PictureNames.HistoryLoss], caption, run.Page),
                Figure.Of(run.Pictures[PictureNames.HistoryAccuracy], caption, run.Page)),
            new BulletList(RunObservations.OfTraining(run.Page.Run)),
            new DataTable(
                $"{run.Page.Id}-epochs",
                $"Every epoch of {run.Page.Title}",
                [
                    TableColumn.OfText("epoch"),
                    .. TableColumn.OfNumbers("accuracy", "loss", "validation accuracy", "validation loss", "seconds"),
                ],
                [
                    .. run.Page.Record.History.Select(epoch => new TableRow(
                        Invariant($"{epoch.Epoch}"),
                        [
                            PageText.Figure(epoch.Accuracy),
                            PageText.Figure(epoch.Loss),
                            PageText.Figure(epoch.ValAccuracy),
                            PageText.Figure(epoch.ValLoss),
                            PageText.Seconds(epoch.Seconds),
                        ])),
                ],
                IsFolded: true),
        ];
    }
}
