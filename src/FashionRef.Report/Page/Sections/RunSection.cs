using FashionRef.Data;
using FashionRef.Evaluation;
using FashionRef.Models;
using FashionRef.Report.Page.Blocks;
using FashionRef.Report.Pictures;
using FashionRef.Report.Pictures.History;
using FashionRef.Training.Runs;
using static System.FormattableString;

namespace FashionRef.Report.Page.Sections;

/// <summary>One run: its model, its training and its answers.</summary>
internal static class RunSection
{
    /// <summary>In the notebook's order.</summary>
    public static PageSection Of(PageRun run, ReportMaterial material)
    {
        ReferenceHistories reference = ReferenceHistories.Of(run.Record.Settings, material.ExpectationsFolder);
        Dictionary<string, Picture> pictures = RunPictures.Draw(run.Run, material.Data.Test, reference).ToDictionary(picture => picture.Name);
        return new PageSection(
            run.Id,
            run.Title,
            [
                .. Layers(run),
                .. History(run, pictures, reference.Band is not null),
                .. Report(run),
                .. Confusion(run, pictures[PictureNames.ConfusionMatrix]),
                new Heading($"{run.Id}-predictions", "Predictions"),
                new Figures(Figure.Of(
                    pictures[PictureNames.Predictions], "Test images that the run's seed chose. Under each image the answer and its probability, then the actual class.")),
                new Heading($"{run.Id}-filters", "First-layer filters"),
                new Figures(Figure.Of(
                    pictures[PictureNames.FirstLayerFilters], "The kernels of the first convolution after the training.")),
                new Heading($"{run.Id}-mistakes", "Most confident mistakes"),
                pictures.TryGetValue(PictureNames.ConfidentMistakes, out Picture? mistakes)
                    ? new Figures(Figure.Of(mistakes, "Wrong answers on the test set, the surest first."))
                    : new Paragraph("There are none: every answer was right."),
            ]);
    }

    private static IPageBlock[] Layers(PageRun run)
    {
        BuiltModel model = run.Run.Model;
        BuiltLayer largest = model.Layers.MaxBy(layer => layer.ParameterCount)!;
        return
        [
            new Heading($"{run.Id}-layers", "Layers"),
            new Paragraph(Invariant(
                $"{model.Layers.Length} layers with {model.ParameterCount:N0} parameters, of them {model.NonTrainableParameterCount:N0} non-trainable. {100.0 * largest.ParameterCount / model.ParameterCount:F1} % of all stand in the layer {largest.Name} ({largest.Layer.TypeName}).")),
            new Preformatted($"Summary of {run.Record.Settings.ModelTitle} as Keras prints it", KerasSummary.Render(model)),
        ];
    }

    private static IPageBlock[] History(PageRun run, Dictionary<string, Picture> pictures, bool hasBand)
    {
        RunSettings settings = run.Record.Settings;
        string caption = "With markers this run, dashed the notebook's"
            + (hasBand || settings.Epochs == 1 ? "; where it is shaded, runs over seeds lie." : $". {HistoryText.WithoutRange}");
        return
        [
            new Heading($"{run.Id}-history", "Training history"),
            new Paragraph(Invariant(
                $"{settings.Epochs} {(settings.Epochs == 1 ? "epoch" : "epochs")} in batches of {settings.BatchSize}, Adam with a learning rate of {settings.LearningRate}. The validation set is the test set, as in the notebook.")),
            new Figures(
                Figure.Of(pictures[PictureNames.HistoryLoss], caption),
                Figure.Of(pictures[PictureNames.HistoryAccuracy], caption)),
            new DataTable(
                $"{run.Id}-epochs",
                "Every epoch",
                [
                    TableColumn.OfText("epoch"),
                    .. TableColumn.OfNumbers("accuracy", "loss", "validation accuracy", "validation loss", "seconds"),
                ],
                [
                    .. run.Record.History.Select(epoch => new TableRow(
                        Invariant($"{epoch.Epoch}"),
                        [
                            PageText.Figure(epoch.Accuracy),
                            PageText.Figure(epoch.Loss),
                            PageText.Figure(epoch.ValAccuracy),
                            PageText.Figure(epoch.ValLoss),
                            PageText.Seconds(epoch.Seconds),
                        ])),
                ]),
        ];
    }

    private static IPageBlock[] Report(PageRun run) =>
    [
        new Heading($"{run.Id}-report", "Classification report"),
        new Preformatted($"Classification report of {run.Title} as scikit-learn prints it", ClassificationReport.Format(run.Run.Predictions.Confusion)),
        new Paragraph($"The classes are {PageText.And([.. FashionMnist.ClassNames.Select((name, label) => Invariant($"{label} {name}"))])}."),
    ];

    private static IPageBlock[] Confusion(PageRun run, Picture picture)
    {
        ConfusionMatrix matrix = run.Run.Predictions.Confusion;
        return
        [
            new Heading($"{run.Id}-confusion", "Confusion matrix"),
            new Figures(Figure.Of(picture, "Rows are actual classes, columns predicted ones; shades are roots of the row's shares, so that mistakes are seen.")),
            new DataTable(
                $"{run.Id}-counts",
                "The counts as a table",
                [TableColumn.OfText("actual, then predicted as"), .. TableColumn.OfNumbers(FashionMnist.ClassNames)],
                [
                    .. FashionMnist.ClassNames.Select((name, actual) => new TableRow(
                        name, [.. Enumerable.Range(0, matrix.Classes).Select(predicted => PageText.Count(matrix[actual, predicted]))])),
                ],
                IsFolded: true),
        ];
    }
}
