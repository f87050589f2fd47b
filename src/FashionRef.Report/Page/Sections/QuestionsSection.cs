using FashionRef.Models;
using FashionRef.Models.Layers;
using FashionRef.Report.Page.Blocks;
using FashionRef.Training;
using static System.FormattableString;

namespace FashionRef.Report.Page.Sections;

/// <summary>The three questions of the quiz that the notebook is.</summary>
internal static class QuestionsSection
{
    /// <summary>Each with its answer, from these runs and the models' layers.</summary>
    public static PageSection Of(IReadOnlyList<PageRun> runs, IReadOnlyList<SeedFigures> seeds) => new(
        "questions",
        "The three questions",
        [
            new Heading("question-1", "Question 1: in which range is Model-1's test accuracy?"),
            new Paragraph(Accuracy([.. runs.Where(run => run.Record.Settings.Model == 1)], seeds)),
            new Heading("question-2", "Question 2: how many parameters has the max pooling layer?"),
            new Paragraph(Pooling()),
            new Heading("question-3", "Question 3: what is Model-2's second convolution?"),
            new Paragraph(SecondConvolution(runs)),
        ]);

    private static string Accuracy(PageRun[] runs, IReadOnlyList<SeedFigures> seeds)
    {
        string own = runs.Length switch
        {
            0 => "This page has no run of Model-1.",
            1 => $"This run's is {PageText.Figure(runs[0].Record.Result.TestAccuracy)}.",
            _ => $"These runs' are {PageText.And([.. runs.Select(run => PageText.Figure(run.Record.Result.TestAccuracy))])}.",
        };
        IEnumerable<string> ranges = seeds.Where(figures => figures.Model == 1).Select(figures => Invariant(
            $" Over seeds: {figures.Accuracy.Lowest:F4} to {figures.Accuracy.Highest:F4} in {figures.Expectation.Runs - figures.Expectation.Collapsed.Events} runs ({figures.Expectation.Source})."));
        return $"{own} The notebook's one run has {PageText.Figure(Notebook.Of(1).TestAccuracy)}.{string.Concat(ranges)}";
    }

    private static string Pooling()
    {
        BuiltLayer pooling = NotebookModels.Model1.Build().Layers.First(layer => layer.Layer is MaxPooling2D);
        return Invariant(
            $"{pooling.ParameterCount:N0}: it takes the largest of each {((MaxPooling2D)pooling.Layer).PoolSize} × {((MaxPooling2D)pooling.Layer).PoolSize} values and has nothing to learn.");
    }

    // As Keras writes them.
    private static string Word(Enum value) => value.ToString().ToLowerInvariant();

    private static string SecondConvolution(IReadOnlyList<PageRun> runs)
    {
        BuiltLayer layer = NotebookModels.Model2.Build().Layers.Where(layer => layer.Layer is Conv2D).ElementAt(1);
        Conv2D convolution = (Conv2D)layer.Layer;
        string own = string.Concat(runs.Where(run => run.Record.Settings.Model == 2).Select(run =>
            $" {run.Title} has a test accuracy of {PageText.Figure(run.Record.Result.TestAccuracy)}."));
        return Invariant(
            $"{convolution.Filters} filters of {convolution.KernelSize} × {convolution.KernelSize} with activation {Word(convolution.Activation)} and padding {Word(convolution.Padding)}: {layer.ParameterCount:N0} parameters, as many as the notebook's summary shows. Its text speaks of 16 filters; its layers and its summary have 32.{own}");
    }
}
