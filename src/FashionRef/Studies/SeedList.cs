using System.Globalization;
using FashionRef.Training;

namespace FashionRef.Studies;

/// <summary>Seeds as text: <c>1..40</c>, or <c>1,3,7</c>, or one number.</summary>
public static class SeedList
{
    /// <summary>How seeds are written, for a message.</summary>
    public static string Legal { get; } = string.Create(
        CultureInfo.InvariantCulture, $"different whole numbers from 0 to {SplitMix64.LargestSeed}, written as 1..5 or 1,3,7");

    private const string Range = "..";

    /// <summary>Reads them.</summary>
    /// <param name="text">The text.</param>
    /// <returns>At least one, each from 0 to <see cref="SplitMix64.LargestSeed"/> and once; null where the text is something else.</returns>
    public static IReadOnlyList<int>? Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        string[] ends = text.Split(Range);
        if (ends.Length == 2)
        {
            return Seed(ends[0]) is { } first && Seed(ends[1]) is { } last && first <= last ? [.. Enumerable.Range(first, last - first + 1)] : null;
        }

        int?[] seeds = [.. text.Split(',').Select(Seed)];
        return seeds.All(seed => seed is not null) && seeds.Distinct().Count() == seeds.Length ? [.. seeds.Select(seed => seed!.Value)] : null;
    }

    /// <summary>Writes them, so that <see cref="Parse"/> reads the same.</summary>
    /// <param name="seeds">At least one.</param>
    public static string Format(IReadOnlyList<int> seeds)
    {
        ArgumentNullException.ThrowIfNull(seeds);
        return seeds.Count > 1 && seeds.SequenceEqual(Enumerable.Range(seeds[0], seeds.Count))
            ? string.Create(CultureInfo.InvariantCulture, $"{seeds[0]}{Range}{seeds[^1]}")
            : string.Join(',', seeds.Select(seed => seed.ToString(CultureInfo.InvariantCulture)));
    }

    private static int? Seed(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int seed) && seed <= SplitMix64.LargestSeed ? seed : null;
}
