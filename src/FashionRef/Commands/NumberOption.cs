using System.CommandLine;
using System.Globalization;

namespace FashionRef.Commands;

/// <summary>Options that are numbers with a range; a wrong value is told with what is legal.</summary>
internal static class NumberOption
{
    public static Option<int> Integer(string name, string description, int defaultValue, int min, int max) =>
        Create(
            name,
            description,
            defaultValue,
            text => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int value) && value >= min && value <= max
                ? value
                : null,
            string.Create(CultureInfo.InvariantCulture, $"a whole number from {min} to {max}"));

    public static Option<double> Positive(string name, string description, double defaultValue) =>
        Create(
            name,
            description,
            defaultValue,
            text => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value)
                && double.IsFinite(value)
                && value > 0
                ? value
                : null,
            "a number above 0, with a point before decimals");

    private static Option<T> Create<T>(string name, string description, T defaultValue, Func<string, T?> parse, string legal)
        where T : struct => new(name)
        {
            Description = description,
            DefaultValueFactory = _ => defaultValue,
            CustomParser = result =>
            {
                string text = result.Tokens.Count == 1 ? result.Tokens[0].Value : string.Empty;
                T? value = parse(text);
                if (value is null)
                {
                    result.AddError($"{name} '{text}' is not {legal}.");
                }

                return value ?? defaultValue;
            },
        };
}
