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
        if (reference.Expectation.Paired is not { } paired)
        {
            return new("the expectation has no runs that start alike");
        }

        if (!knowsFeed || !runs.All(ProvesItsStart))
        {
            return new("nothing proves that training started from the seed's weights and was given its order: that takes sha256.initial_weights and each epoch's feed");
        }

        int[] others = [.. runs.Select(run => run.Record.Settings.Seed).Except(reference.Paired.Seeds).Order()];
        if (others.Length > 0)
        {
            return new(Invariant($"there are runs that start alike for the seeds {SeedList.Format(reference.Paired.Seeds)}, and not for {SeedList.Format(others)}"));
        }

        return new(runs.Count <= paired.MostRuns ? null
            : paired.MostRuns == 1 ? "of this model runs that start alike are no more alike than those of other seeds, so of several runs these show more"
            : Invariant($"more than {paired.MostRuns} runs are compared with runs of other seeds"));
    }

    // What they must be the checks of records and feeds have seen.
    private static bool ProvesItsStart(GateRun run) =>
        run.Record.Sha256.InitialWeights is not null && run.Record.History.All(epoch => epoch.Feed is not null);
}
