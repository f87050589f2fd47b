using System.CommandLine;
using System.Globalization;
using FashionRef.Studies;

namespace FashionRef.Cli.Options;

/// <summary><c>--seeds 1..5</c>, or <c>1,3,7</c>, or one number.</summary>
internal static class SeedsOption
{
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
            IReadOnlyList<int>? seeds = SeedList.Parse(text);
            if (seeds is null || seeds.Count < fewest || seeds.Count > most)
            {
                result.AddError(string.Create(
                    CultureInfo.InvariantCulture,
                    $"--seeds '{text}' is not {fewest} to {most} {SeedList.Legal}."));
            }

            return seeds is null ? null : [.. seeds];
        },
    };
}
