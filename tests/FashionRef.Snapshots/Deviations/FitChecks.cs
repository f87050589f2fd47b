using System.Globalization;

using FashionRef.Harms.Ports;

namespace FashionRef.Snapshots.Deviations;

/// <summary>Checks of how a port's <c>fit</c> goes through an epoch, on ten images in batches of four.</summary>
internal static class FitChecks
{
    private const int Images = 10;
    private const int BatchSize = 4;
    private const int Seed = 1;

    /// <summary>The first check that says no, or null.</summary>
    public static Detection? First(FitSteps fit)
    {
        int[] first = fit.Order(Images, Seed, 1);
        int[] second = fit.Order(Images, Seed, 2);
        int[][] batches = [.. fit.Batches(first, BatchSize)];
        (double, int)[] results = [.. batches.Select((batch, i) => (i + 1.0, batch.Length))];
        return Detection.OfCount("epoch: images seen", batches.Sum(batch => batch.Length), Images)
            ?? Detection.OfCount("epoch: different images seen", batches.SelectMany(batch => batch).Distinct().Count(), Images)
            ?? InPlace("epoch: images in the file's place", first, [.. Enumerable.Range(0, Images)])
            ?? InPlace("epoch: images in the place of the epoch before", second, first)
            ?? Loss(fit.EpochLoss(results), 1.8);
    }

    private static Detection? InPlace(string check, int[] order, int[] other)
    {
        int same = order.Zip(other).Count(pair => pair.First == pair.Second);
        return same < Images
            ? null
            : new Detection(check, string.Create(CultureInfo.InvariantCulture, $"{same} of {Images}"));
    }

    // Batches of 4, 4 and 2 images with losses 1, 2 and 3.
    private static Detection? Loss(double actual, double expected) => Math.Abs(actual - expected) <= 1e-12
        ? null
        : new Detection("epoch: mean loss over images", string.Create(CultureInfo.InvariantCulture, $"{actual:F1} instead of {expected:F1}"));
}
