using System.CommandLine;
using System.Globalization;
using FashionRef.Studies;

namespace FashionRef.Cli.Options;

/// <summary><c>--seeds 1..5</c>, or <c>1,3,7</c>, or one number, or <c>auto</c>.</summary>
internal static class SeedsOption
{
    private const string Auto = "auto";

    /// <summary>Whether as many runs are asked for as the verdict needs.</summary>
    /// <param name="parse">The command line.</param>
    /// <param name="option">The option.</param>
    public static bool IsAuto(ParseResult parse, Option<int[]?> option) => parse.GetResult(option)?.Tokens is [{ Value: Auto }];

    /// <param name="description">For the help text.</param>
    /// <param name="most">How many seeds are legal.</param>
    /// <param name="automatic">The seeds of <c>auto</c>.</param>
    public static Option<int[]?> Create(string description, int most, IReadOnlyList<int> automatic) => new("--seeds")
    {
        Description = description,
        HelpName = "A..B|A,B,C|auto",
        CustomParser = result =>
        {
            string text = result.Tokens.Count == 1 ? result.Tokens[0].Value : string.Empty;
            IReadOnlyList<int>? seeds = text == Auto ? automatic : SeedList.Parse(text);
            if (seeds is null || seeds.Count > most)
            {
                result.AddError(string.Create(
                    CultureInfo.InvariantCulture,
                    $"--seeds '{text}' is neither {Auto} nor 1 to {most} {SeedList.Legal}."));
            }

            return seeds is null ? null : [.. seeds];
        },
    };
}
