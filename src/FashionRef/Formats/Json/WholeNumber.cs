using System.Globalization;
using System.Text;

namespace FashionRef.Formats.Json;

/// <summary>
/// Whole numbers in JSON, which has one kind of number: other programs write <c>8684.0</c> and <c>1e4</c>, which are whole, too.
/// </summary>
internal static class WholeNumber
{
    private const int MostDigits = 19;

    // Larger than any legal exponent or file length.
    private const long Far = 1L << 60;

    /// <summary>The number if it is whole and fits into a long; nothing is rounded.</summary>
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

    /// <summary>Whether the number is whole, of any size.</summary>
    /// <param name="json">A number as JSON writes it.</param>
    public static bool IsWhole(ReadOnlySpan<byte> json) => Digits(json).Zeros >= 0;

    // The digits up to the last nonzero one, and how many zeros follow before the decimal point; negative if the point is among the digits.
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

    // An exponent that does not fit into a long counts as the largest.
    private static long Exponent(string text) => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long exponent)
        ? Math.Clamp(exponent, -Far, Far)
        : text[0] == '-' ? -Far : Far;
}
