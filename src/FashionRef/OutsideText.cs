using System.Globalization;
using System.Text;

namespace FashionRef;

/// <summary>
/// The one door for text that came from outside: a file's content, a name, an argument. Such text may hold anything, and a terminal, a
/// build server or a browser would obey some of it.
/// </summary>
internal static class OutsideText
{
    /// <summary>
    /// The text on one line, to be shown: line ends, tabs and the like become one space, and a character that is not seen but acts (a control
    /// character, an escape sequence's first, a mark that turns the direction of writing) or that is half of a pair is shown as its
    /// code, for example <c>\u001B</c>.
    /// </summary>
    /// <param name="text">Any text.</param>
    public static string Line(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        StringBuilder line = new(text.Length);
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] == ' ')
            {
                line.Append(' ');
            }
            else if (char.IsWhiteSpace(text[i]))
            {
                _ = line.Length > 0 && line[^1] != ' ' ? line.Append(' ') : line;
            }
            else if (Rune.TryGetRuneAt(text, i, out Rune rune) && IsSeen(rune))
            {
                line.Append(rune);
                i += rune.Utf16SequenceLength - 1;
            }
            else
            {
                line.Append(CultureInfo.InvariantCulture, $"\\u{(int)text[i]:X4}");
            }
        }

        return line.ToString().TrimEnd(' ');
    }

    private static bool IsSeen(Rune rune) => Rune.GetUnicodeCategory(rune)
        is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
}
