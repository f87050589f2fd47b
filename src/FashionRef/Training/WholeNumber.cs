using System.Globalization;
using System.Text;

namespace FashionRef.Training;

/// <summary>Whole numbers as JSON writes them. JSON has one kind of number: <c>8684.0</c> and <c>1e4</c> are whole, and other programs write them so.</summary>
internal static class WholeNumber
{
    /// <summary>The number when it is whole and a long holds it; nothing is rounded.</summary>
    /// <param name="json">A number as JSON writes it.</param>
    public static long? Parse(ReadOnlySpan<byte> json)
    {
        string text = Encoding.ASCII.GetString(json);
        string[] parts = text.TrimStart('-').Split('e', 'E');
        string[] mantissa = parts[0].Split('.');
        string digits = string.Concat(mantissa).TrimStart('0');
        if (digits.Length == 0)
        {
            return 0;
        }

        int exponent = 0;
        if (parts.Length == 2 && !int.TryParse(parts[1], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out exponent))
        {
            return null;
        }

        // The decimal point, moved to behind the last digit that is not 0.
        string significant = digits.TrimEnd('0');
        long zeros = (long)exponent - (mantissa.Length == 2 ? mantissa[1].Length : 0) + (digits.Length - significant.Length);
        const int MostDigits = 19;
        if (zeros < 0 || significant.Length + zeros > MostDigits)
        {
            return null;
        }

        string sign = text[0] == '-' ? "-" : "";
        return long.TryParse($"{sign}{significant}{new string('0', (int)zeros)}", NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number)
            ? number
            : null;
    }
}
