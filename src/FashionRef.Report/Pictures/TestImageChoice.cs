using FashionRef.Training;

namespace FashionRef.Report.Pictures;

/// <summary>Chooses the test images to show for a run.</summary>
internal static class TestImageChoice
{
    // Streams from 0 on are used by kernels, those from 0x8000 on by epochs.
    private const int Stream = 0x7FFF;

    /// <summary>Indices into the test set in the order drawn, without repetition; the same for the same seed on every machine.</summary>
    /// <param name="seed">The run's, from 0 to <see cref="SplitMix64.LargestSeed"/>.</param>
    /// <param name="count">How many test images there are.</param>
    /// <param name="wanted">How many to choose; all of them if there are fewer.</param>
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
