using FashionRef.Gate.Reference;
using FashionRef.Report.Page.Blocks;
using FashionRef.Report.Pictures;
using FashionRef.Training;
using FashionRef.Training.Runs;
using static System.FormattableString;

namespace FashionRef.Report.Page.Sections;

/// <summary>These runs compared with the notebook's and with runs over seeds.</summary>
internal static class ComparisonSection
{
    /// <summary>The section's id.</summary>
    public const string Id = "comparison";

    /// <summary>A table, the runs' positions among those over seeds, and a chart of all histories.</summary>
    public static PageSection Of(ReportMaterial material, IReadOnlyList<PageRun> runs, IReadOnlyList<SeedFigures> seeds) => new(
        Id,
        "Beside the notebook",
        [
            new DataTable(
                "notebook-figures",
                "These runs and the notebook's",
                [
                    TableColumn.OfText("run"),
                    .. TableColumn.OfNumbers("right answers", "test accuracy", "in the notebook", "difference in points", "parameters", "in the notebook", "non-trainable", "in the notebook"),
                ],
                [.. runs.Select(RowOf)]),
            new Figures(Figure.Of(
                AccuraciesPicture.Draw(material.Runs, material.ExpectationsFolder, [.. runs.Select(run => run.Title)]),
                "Test accuracy after each epoch: with markers these runs, dashed the notebook's; shaded, where runs over seeds lie.")),
            .. runs.Where(run => RunObservations.Collapse(run.Run) is not null)
                .Select(run => new Paragraph($"{run.Title}: {RunObservations.Collapse(run.Run)}", Tone.Bad)),
            .. Seeds(material, runs, seeds),
        ],
        IsFolded: false);

    private static TableRow RowOf(PageRun run)
    {
        RunRecord record = run.Record;
        NotebookRun notebook = Notebook.Of(record.Settings.Model);
        return new TableRow(
            run.Title,
            [
                PageText.Count(record.Result.TestCorrect),
                PageText.Figure(record.Result.TestAccuracy),
                PageText.Figure(notebook.TestAccuracy),
                PageText.SignedPoints(record.Result.TestAccuracy - notebook.TestAccuracy),
                PageText.Count(record.Parameters),
                PageText.Count(notebook.Parameters),
                PageText.Count(record.NonTrainableParameters),
                PageText.Count(notebook.NonTrainableParameters),
            ]);
    }

    private static IEnumerable<IPageBlock> Seeds(ReportMaterial material, IReadOnlyList<PageRun> runs, IReadOnlyList<SeedFigures> seeds)
    {
        if (seeds.Count == 0)
        {
            return [new Paragraph($"There are no figures over seeds in '{material.ExpectationsFolder}' to compare with.")];
        }

        string[] places =
        [
            .. from run in runs
               from figures in seeds.Where(figures => figures.IsFor(run.Record.Settings))
               select Place(run, figures.Accuracy),
        ];
        return
        [
            .. places.Length > 0 ? [new BulletList(places)] : Array.Empty<IPageBlock>(),
            new Paragraph("One run says little: right runs of one model differ by a point or more from seed to seed. The notebook's figures are of one run each, without a seed."),
            new DataTable(
                "seed-figures",
                "Test accuracies over seeds",
                [
                    TableColumn.OfText("model and shuffle"),
                    TableColumn.OfText("made by"),
                    .. TableColumn.OfNumbers("runs", "collapsed", "mean", "standard deviation", "lowest", "highest"),
                ],
                [.. seeds.Select(figures => RowOf(figures.Expectation))],
                IsFolded: true),
        ];
    }

    private static TableRow RowOf(Expectation expectation)
    {
        Summary accuracy = expectation.Accuracy;
        return new TableRow(
            expectation.Key.Title,
            [
                expectation.Source,
                PageText.Count(expectation.Runs),
                PageText.Count(expectation.Collapsed.Events),
                PageText.Figure(accuracy.Mean),
                PageText.Figure(accuracy.StandardDeviation),
                PageText.Figure(accuracy.Lowest),
                PageText.Figure(accuracy.Highest),
            ]);
    }

    private static string Place(PageRun run, Summary accuracy)
    {
        double own = run.Record.Result.TestAccuracy;
        string where = own < accuracy.Lowest ? "below the lowest"
            : own > accuracy.Highest ? "above the highest"
            : "between the lowest and the highest";
        return Invariant(
            $"{run.Title} with {own:F4} lies {where} of the runs made alike, {Math.Abs(own - accuracy.Mean) / accuracy.StandardDeviation:F1} standard deviations {(own < accuracy.Mean ? "below" : "above")} their mean.");
    }
}
