using System.CommandLine;
using System.Globalization;
using FashionRef.Training;

namespace FashionRef.Cli.Options;

/// <summary><c>--seeds 1..5</c>, or <c>1,3,7</c>, or one number.</summary>
internal static class SeedsOption
{
    private const string Range = "..";

    /// <param name="description">For the help text.</param>
    /// <param name="most">How many seeds are legal.</param>
    /// <param name="fewest">How many are needed.</param>
    public static Option<int[]?> Create(string description, int most, int fewest = 1) => new("--seeds")
    {
        Description = description,
        HelpName = "A..B|A,B,C",
        CustomParser = result =>
        {
            string text = result.Tokens.Count == 1 ? result.Tokens[0].Value : string.Empty;
            int[]? seeds = Parse(text);
            if (seeds is null || seeds.Length < fewest || seeds.Length > most)
            {
                result.AddError(string.Create(
                    CultureInfo.InvariantCulture,
                    $"--seeds '{text}' is not {fewest} to {most} different whole numbers from 0 to {SplitMix64.LargestSeed}, written as 1..5 or 1,3,7."));
            }

            return seeds;
        },
    };

    private static int[]? Parse(string text)
    {
        string[] ends = text.Split(Range);
        if (ends.Length == 2)
        {
            return Seed(ends[0]) is { } first && Seed(ends[1]) is { } last && first <= last ? [.. Enumerable.Range(first, last - first + 1)] : null;
        }

        int?[] seeds = [.. text.Split(',').Select(Seed)];
        return seeds.All(seed => seed is not null) && seeds.Distinct().Count() == seeds.Length ? [.. seeds.Select(seed => seed!.Value)] : null;
    }

    private static int? Seed(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int seed) && seed <= SplitMix64.LargestSeed ? seed : null;
}
