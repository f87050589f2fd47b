using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace FashionRef.Cli.Options;

/// <summary>Options that are numbers with a range; the error for any other value says what is legal.</summary>
internal static class NumberOption
{
    private const string LegalPositive = "a number above 0, with a point before decimals";
    private const string LegalTolerance = "a number above 0 and below 1, with a point before decimals";

    public static Option<int> Integer(string name, string description, int defaultValue, int min, int max) => new(name)
    {
        Description = description,
        HelpName = Range(min, max),
        DefaultValueFactory = _ => defaultValue,
        CustomParser = result => Parse(result, name, text => ParseInteger(text, min, max), LegalInteger(min, max)) ?? defaultValue,
    };

    public static Option<double> Positive(string name, string description, double defaultValue) => new(name)
    {
        Description = description,
        HelpName = "NUMBER",
        DefaultValueFactory = _ => defaultValue,
        CustomParser = result => Parse(result, name, ParsePositive, LegalPositive) ?? defaultValue,
    };

    /// <summary>Null when it is not given.</summary>
    public static Option<int?> OptionalInteger(string name, string description, int min, int max) => new(name)
    {
        Description = description,
        HelpName = Range(min, max),
        CustomParser = result => Parse(result, name, text => ParseInteger(text, min, max), LegalInteger(min, max)),
    };

    /// <summary>
    /// The largest accepted error, relative or of probabilities: 1 and more would accept everything. Null when it is not given.
    /// </summary>
    public static Option<double?> OptionalTolerance(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "NUMBER",
        CustomParser = result => Parse<double>(result, name, text => ParsePositive(text) is { } value and < 1 ? value : null, LegalTolerance),
    };

    private static T? Parse<T>(ArgumentResult result, string name, Func<string, T?> parse, string legal)
        where T : struct
    {
        string text = result.Tokens.Count == 1 ? result.Tokens[0].Value : string.Empty;
        T? value = parse(text);
        if (value is null)
        {
            result.AddError($"{name} '{text}' is not {legal}.");
        }

        return value;
    }

    private static int? ParseInteger(string text, int min, int max) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int value) && value >= min && value <= max ? value : null;

    private static double? ParsePositive(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && double.IsFinite(value) && value > 0
            ? value
            : null;

    private static string Range(int min, int max) => string.Create(CultureInfo.InvariantCulture, $"{min}..{max}");

    private static string LegalInteger(int min, int max) => string.Create(CultureInfo.InvariantCulture, $"a whole number from {min} to {max}");
}
