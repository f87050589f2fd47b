using FashionRef.Gate.Reference;
using FashionRef.Gate.Runs;
using FashionRef.Studies;
using static System.FormattableString;

namespace FashionRef.Gate.Checks;

/// <summary>
/// Whether runs are compared with right runs that start alike, or with runs of other seeds: known from their records alone, before any
/// result is looked at.
/// </summary>
/// <param name="WhyUnpaired">Why there are no runs that start alike; null where there are.</param>
internal sealed record TierChoice(string? WhyUnpaired)
{
    /// <summary>Whether they are compared with runs that start alike.</summary>
    public bool IsPaired => WhyUnpaired is null;

    /// <summary>The choice for runs whose records, histories and feeds are right.</summary>
    /// <param name="runs">Runs of different seeds.</param>
    /// <param name="reference">What there is to compare with.</param>
    /// <param name="knowsFeed">Whether the training images are at hand, so that the feed was looked at.</param>
    public static TierChoice Of(IReadOnlyList<GateRun> runs, GateReference reference, bool knowsFeed)
    {
        int[] others = [.. runs.Select(run => run.Record.Settings.Seed).Except(reference.Paired.Seeds).Order()];
        return new(reference.Expectation.Paired is null ? "the expectation has no runs that start alike"
            : !knowsFeed || runs.Any(run => !ProvesItsStart(run)) ? "nothing proves that training started from the seed's weights and was given its order: that takes sha256.initial_weights and each epoch's feed"
            : others.Length > 0 ? Invariant($"there are runs that start alike for the seeds {SeedList.Format(reference.Paired.Seeds)}, and not for {SeedList.Format(others)}")
            : runs.Count > reference.Expectation.Paired.MostRuns ? reference.Expectation.Paired.MostRuns == 1
                ? "of this model runs that start alike are no more alike than those of other seeds, so of several runs these show more"
                : Invariant($"more than {reference.Expectation.Paired.MostRuns} runs are compared with runs of other seeds")
            : null);
    }

    // What they must be the checks of records and feeds have seen.
    private static bool ProvesItsStart(GateRun run) =>
        run.Record.Sha256.InitialWeights is not null && run.Record.History.All(epoch => epoch.Feed is not null);
}
