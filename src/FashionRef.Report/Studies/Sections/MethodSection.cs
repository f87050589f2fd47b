using FashionRef.Report.Page;
using FashionRef.Report.Page.Blocks;
using FashionRef.Studies.Report;
using FashionRef.Training.Runs;
using static System.FormattableString;

namespace FashionRef.Report.Studies.Sections;

/// <summary>How a study's figures are computed.</summary>
internal static class MethodSection
{
    /// <summary>The section's id.</summary>
    public const string Id = "method";

    /// <summary>A sentence or two for each figure.</summary>
    /// <param name="report">The study's.</param>
    public static PageSection Of(StudyReport report) => new(
        Id,
        "How the figures are computed",
        [
            new BulletList(
            [
                "A difference is paired by seed: two runs of a seed see the images in the same order and, where they train the same model, start from the same weights.",
                Invariant($"p is that of a sign-flip permutation test. Were two experiments alike, each pair's difference would have the other sign as easily; p is the share of all choices of signs whose sum is at least as far from 0. Up to {SignFlipTest.MostExactPairs} pairs all choices are counted, of more {SignFlipTest.Draws:N0} are drawn."),
                .. ComparisonTable.Reading(report),
                "Not rejected, and so within the 95 % interval, are the true differences that, taken away from each pair's, leave an uncorrected p above 0.05.",
                "\"Would have seen\" is the smallest difference that four of five such studies would find, with the spread that the pairs have.",
                Invariant($"A run has collapsed where its {report.JudgesWord} accuracy is below {RunResult.CollapsedBelow}: it has learned nothing. Pairs with such a run stay in the test; beside it stand the result without them, and McNemar's exact test of which experiment collapses more often."),
                .. report.JudgesSentences,
            ]),
        ]);
}
