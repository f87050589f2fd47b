using System.Globalization;
using System.Text;

namespace FashionRef.Formats.Json;

/// <summary>Whole numbers as JSON writes them. JSON has one kind of number: <c>8684.0</c> and <c>1e4</c> are whole, and other programs write them so.</summary>
internal static class WholeNumber
{
    private const int MostDigits = 19;

    // Beyond every number and every file's length.
    private const long Far = 1L << 60;

    /// <summary>The number when it is whole and a long holds it; nothing is rounded.</summary>
    /// <param name="json">A number as JSON writes it.</param>
    public static long? Parse(ReadOnlySpan<byte> json)
    {
        (string significant, long zeros) = Digits(json);
        if (zeros < 0 || significant.Length + zeros > MostDigits)
        {
            return null;
        }

        string sign = json[0] == (byte)'-' ? "-" : "";
        return long.TryParse($"{sign}{significant}{new string('0', (int)zeros)}", NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number)
            ? number
            : null;
    }

    /// <summary>Whether the number is whole, of whatever size.</summary>
    /// <param name="json">A number as JSON writes it.</param>
    public static bool IsWhole(ReadOnlySpan<byte> json) => Digits(json).Zeros >= 0;

    // The digits up to the last that is not 0, and how many zeros follow before the decimal point: below 0 when it stands among them.
    private static (string Significant, long Zeros) Digits(ReadOnlySpan<byte> json)
    {
        string[] parts = Encoding.ASCII.GetString(json).TrimStart('-').Split('e', 'E');
        string[] mantissa = parts[0].Split('.');
        string digits = string.Concat(mantissa).TrimStart('0');
        string significant = digits.TrimEnd('0');
        if (significant.Length == 0)
        {
            return ("0", 0);
        }

        long exponent = parts.Length == 2 ? Exponent(parts[1]) : 0;
        return (significant, exponent - (mantissa.Length == 2 ? mantissa[1].Length : 0) + (digits.Length - significant.Length));
    }

    // One that a long does not hold is as far as any.
    private static long Exponent(string text) => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long exponent)
        ? Math.Clamp(exponent, -Far, Far)
        : text[0] == '-' ? -Far : Far;
}
