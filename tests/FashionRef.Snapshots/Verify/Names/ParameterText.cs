using System.Collections;
using System.Globalization;

namespace VerifyTests;

/// <summary>A test case's argument as a part of a file name, the same under every culture.</summary>
internal static class ParameterText
{
    private const string Empty = "[]";

    /// <summary>The argument's text; the values of a list are joined by commas, lists inside it stand in brackets.</summary>
    /// <exception cref="VerifyException">It is a date or a time, which Verify writes in a way of its own.</exception>
    public static string Of(object? value) => value switch
    {
        null => "null",
        string text => FileNameText.Clean(text),
        DateTime or DateTimeOffset or DateOnly or TimeOnly => throw new VerifyException(
            "The stand-in for Verify names no snapshot by a date or a time. Use UseTextForParameters."),
        IFormattable number => FileNameText.Clean(number.ToString(null, CultureInfo.InvariantCulture)),
        IEnumerable list => list.Cast<object?>().ToArray() is { Length: > 0 } values ? string.Join(',', values.Select(Inner)) : Empty,
        _ => FileNameText.Clean(value.ToString() ?? "null"),
    };

    private static string Inner(object? value) => (value, Of(value)) switch
    {
        (IEnumerable and not string, not Empty and var list) => $"[{list}]",
        (_, var text) => text,
    };
}
