using FashionRef.Data;
using FashionRef.Evaluation;
using FashionRef.Models;
using FashionRef.Report.Page.Blocks;
using FashionRef.Report.Pictures;
using FashionRef.Training.Runs;
using static System.FormattableString;

namespace FashionRef.Report.Page.Sections;

/// <summary>One run: its model and its answers.</summary>
internal static class RunSection
{
    /// <summary>In the notebook's order; its curves and mistakes have their own sections.</summary>
    /// <param name="run">The run.</param>
    /// <param name="tellsMistakes">Whether to list its mistakes here, because the section of mistakes shows the differences of two runs.</param>
    public static PageSection Of(DrawnRun run, bool tellsMistakes) => new(
        run.Page.Id,
        run.Page.Title,
        [
            .. Layers(run.Page),
            .. Report(run.Page),
            .. Confusion(run),
            .. tellsMistakes ? MistakesSection.InWords(run.Page, "Mistakes") : [],
            new Heading($"{run.Page.Id}-predictions", "Predictions"),
            new Figures(Figure.Of(
                run.Pictures[PictureNames.Predictions],
                "Test images that the run's seed chose. Under each image the answer and its probability, then the actual class.",
                run.Page)),
            new Heading($"{run.Page.Id}-filters", "First-layer filters"),
            new Figures(Figure.Of(run.Pictures[PictureNames.FirstLayerFilters], "The kernels of the first convolution after the training.", run.Page)),
        ]);

    private static IPageBlock[] Layers(PageRun run)
    {
        BuiltModel model = run.Run.Model;
        BuiltLayer largest = model.Layers.MaxBy(layer => layer.ParameterCount)!;
        RunSettings settings = run.Record.Settings;
        return
        [
            new Heading($"{run.Id}-layers", "Layers"),
            new Paragraph(Invariant(
                $"{model.Layers.Length} layers with {model.ParameterCount:N0} parameters, of them {model.NonTrainableParameterCount:N0} non-trainable. {100.0 * largest.ParameterCount / model.ParameterCount:F1} % of all are in the layer {largest.Name} ({largest.Layer.TypeName}).")),
            new Paragraph(Invariant(
                $"Trained for {settings.Epochs} {(settings.Epochs == 1 ? "epoch" : "epochs")} in batches of {settings.BatchSize}, Adam with a learning rate of {settings.LearningRate}. The validation set is the test set, as in the notebook.")),
            new Preformatted($"Summary of {run.Record.Settings.ModelTitle} as Keras prints it", KerasSummary.Render(model)),
        ];
    }

    private static IPageBlock[] Report(PageRun run) =>
    [
        new Heading($"{run.Id}-report", "Classification report"),
        new Preformatted($"Classification report of {run.Title} as scikit-learn prints it", ClassificationReport.Format(run.Run.Predictions.Confusion)),
        new Paragraph($"The classes are {PageText.And([.. FashionMnist.ClassNames.Select((name, label) => Invariant($"{label} {name}"))])}."),
    ];

    private static IPageBlock[] Confusion(DrawnRun run)
    {
        ConfusionMatrix matrix = run.Page.Run.Predictions.Confusion;
        return
        [
            new Heading($"{run.Page.Id}-confusion", "Confusion matrix"),
            new Figures(Figure.Of(
                run.Pictures[PictureNames.ConfusionMatrix],
                "Rows are actual classes, columns predicted ones; shades are roots of the row's shares, so that mistakes are seen.",
                run.Page)),
            new DataTable(
                $"{run.Page.Id}-counts",
                $"The counts of {run.Page.Title} as a table",
                [TableColumn.OfText("actual, then predicted as"), .. TableColumn.OfNumbers(FashionMnist.ClassNames)],
                [
                    .. FashionMnist.ClassNames.Select((name, actual) => new TableRow(
                        name, [.. Enumerable.Range(0, matrix.Classes).Select(predicted => PageText.Count(matrix[actual, predicted]))])),
                ],
                IsFolded: true),
        ];
    }
}
