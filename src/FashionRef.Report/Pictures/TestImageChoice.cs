using FashionRef.Training;

namespace FashionRef.Report.Pictures;

/// <summary>Which test images a run is shown with.</summary>
internal static class TestImageChoice
{
    // Streams from 0 on belong to kernels, those from 0x8000 on to epochs.
    private const int Stream = 0x7FFF;

    /// <summary>Places in the test set in the order drawn, none twice: the same for the same seed, on every machine.</summary>
    /// <param name="seed">The run's, from 0 to <see cref="SplitMix64.LargestSeed"/>.</param>
    /// <param name="count">How many test images there are.</param>
    /// <param name="wanted">How many to choose; all of them when there are no more.</param>
    public static IReadOnlyList<int> Of(int seed, int count, int wanted)
    {
        RandomNumbers random = new(seed, Stream);
        List<int> chosen = [];
        while (chosen.Count < Math.Min(wanted, count))
        {
            int image = random.Below(count);
            if (!chosen.Contains(image))
            {
                chosen.Add(image);
            }
        }

        return chosen;
    }
}
