using FashionRef.Report.Page.Blocks;

namespace FashionRef.Report.Page.Sections;

/// <summary>What is to be seen in the figures.</summary>
internal static class ObservationsSection
{
    /// <summary>For each run what its own figures say, and what they say together.</summary>
    public static PageSection Of(IReadOnlyList<PageRun> runs)
    {
        IEnumerable<IPageBlock> ofRuns = runs.SelectMany(run => new IPageBlock[]
        {
            new Heading($"{run.Id}-observations", run.Title),
            new BulletList(RunObservations.Of(run.Run)),
        });
        return new PageSection("observations", "Observations", [.. ofRuns, .. Together(runs)]);
    }

    private static IPageBlock[] Together(IReadOnlyList<PageRun> runs)
    {
        PageRun[] byAccuracy = [.. runs.OrderByDescending(run => run.Record.Result.TestAccuracy)];
        (PageRun best, PageRun worst) = (byAccuracy[0], byAccuracy[^1]);
        double difference = best.Record.Result.TestAccuracy - worst.Record.Result.TestAccuracy;
        return runs.Count < 2
            ? []
            : [
                new Heading("observations-together", "Side by side"),
                new Paragraph(difference == 0
                    ? "All runs have the same test accuracy."
                    : $"{best.Title} has the highest test accuracy, {PageText.Figure(best.Record.Result.TestAccuracy)}, and {worst.Title} the lowest, {PageText.Figure(worst.Record.Result.TestAccuracy)}: {PageText.Distance(difference)} between them."),
            ];
    }
}
