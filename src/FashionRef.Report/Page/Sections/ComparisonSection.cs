using FashionRef.Gate.Reference;
using FashionRef.Report.Page.Blocks;
using FashionRef.Report.Pictures;
using FashionRef.Training;
using FashionRef.Training.Runs;
using static System.FormattableString;

namespace FashionRef.Report.Page.Sections;

/// <summary>These runs beside the notebook's, and beside runs over seeds.</summary>
internal static class ComparisonSection
{
    /// <summary>A table of both, the range over seeds, and a picture of all histories.</summary>
    public static PageSection Of(ReportMaterial material, IReadOnlyList<SeedFigures> seeds) => new(
        "comparison",
        "Beside the notebook",
        [
            new DataTable(
                "notebook-figures",
                "These runs and the notebook's",
                [
                    TableColumn.OfText("run"),
                    .. TableColumn.OfNumbers("parameters", "in the notebook", "non-trainable", "non-trainable in the notebook", "test accuracy", "accuracy in the notebook", "difference in points"),
                ],
                [.. material.Runs.Select(RowOf)]),
            .. JointPictures.Draw(material.Runs, material.ExpectationsFolder).Select(picture => new Figures(Figure.Of(
                picture, "Test accuracy after each epoch: with markers these runs, dashed the notebook's; where it is shaded, runs over seeds lie."))),
            .. Seeds(material, seeds),
        ]);

    private static TableRow RowOf(ReportedRun run)
    {
        RunRecord record = run.Record;
        NotebookRun notebook = Notebook.Of(record.Settings.Model);
        double accuracy = Notebook.Of(record.Settings.Model).TestAccuracy;
        return new TableRow(
            run.Title,
            [
                PageText.Count(record.Parameters),
                PageText.Count(notebook.Parameters),
                PageText.Count(record.NonTrainableParameters),
                PageText.Count(notebook.NonTrainableParameters),
                PageText.Figure(record.Result.TestAccuracy),
                PageText.Figure(accuracy),
                PageText.SignedPoints(record.Result.TestAccuracy - accuracy),
            ]);
    }

    private static IEnumerable<IPageBlock> Seeds(ReportMaterial material, IReadOnlyList<SeedFigures> seeds)
    {
        if (seeds.Count == 0)
        {
            return [new Paragraph($"There are no figures over seeds in '{material.ExpectationsFolder}' to compare with.")];
        }

        string[] places =
        [
            .. from run in material.Runs
               from figures in seeds.Where(figures => figures.IsFor(run.Record.Settings))
               select Place(run, figures.Accuracy),
        ];
        return
        [
            new Paragraph("One run says little: right runs of one model differ by a point or more from seed to seed. The notebook's figures are of one run each, without a seed."),
            new DataTable(
                "seed-figures",
                "Test accuracies over seeds",
                [
                    TableColumn.OfText("model and shuffle"),
                    TableColumn.OfText("made by"),
                    .. TableColumn.OfNumbers("runs", "collapsed", "mean", "standard deviation", "lowest", "highest"),
                ],
                [.. seeds.Select(figures => RowOf(figures.Expectation))]),
            .. places.Length > 0 ? [new BulletList(places)] : Array.Empty<IPageBlock>(),
        ];
    }

    private static TableRow RowOf(Expectation expectation)
    {
        Summary accuracy = expectation.Accuracy;
        return new TableRow(
            expectation.Title,
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

    private static string Place(ReportedRun run, Summary accuracy)
    {
        double own = run.Record.Result.TestAccuracy;
        string where = own < accuracy.Lowest ? "below the lowest"
            : own > accuracy.Highest ? "above the highest"
            : "between the lowest and the highest";
        return Invariant(
            $"{run.Title} with {own:F4} lies {where} of the runs made alike, {Math.Abs(own - accuracy.Mean) / accuracy.StandardDeviation:F1} standard deviations {(own < accuracy.Mean ? "below" : "above")} their mean.");
    }
}
