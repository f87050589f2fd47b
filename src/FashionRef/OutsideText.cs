using System.Globalization;
using System.Text;

#if BUILD_TASKS
namespace FashionRef.Build;
#else
namespace FashionRef;
#endif

/// <summary>
/// The only way to show text from outside: a file's content, a name, an argument. Such text may hold escape sequences or commands that
/// a terminal, a build server or a browser would obey.
/// </summary>
public static class OutsideText
{
    // Longer than any sentence of this program's own.
    private const int Longest = 4000;

    /// <summary>
    /// The text on one line, for display: line ends, tabs and the like become one space. Invisible characters with an effect (control
    /// characters, escape sequences, marks of the writing direction), lone surrogates, and characters that would begin a build server's
    /// command (<see cref="CommandMarks"/>) are shown as their codes, for example <c>\u001B</c>. Very long
    /// text is truncated.
    /// </summary>
    /// <param name="text">Any text.</param>
    public static string Line(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        CommandMarks marks = new();
        StringBuilder line = new(text.Length);
        for (int i = 0; i < text.Length; i++)
        {
            bool isCommand = marks.Complete(char.IsWhiteSpace(text[i]) ? ' ' : text[i]);
            if (text[i] == ' ')
            {
                line.Append(' ');
            }
            else if (char.IsWhiteSpace(text[i]))
            {
                _ = line.Length > 0 && line[^1] != ' ' ? line.Append(' ') : line;
            }
            else if (Rune.TryGetRuneAt(text, i, out Rune rune) && IsSeen(rune) && !isCommand)
            {
                line.Append(rune);
                i += rune.Utf16SequenceLength - 1;
            }
            else
            {
                AppendCode(line, text[i]);
            }
        }

        return line.Length > Longest ? $"{line.ToString(0, Longest)}…" : line.ToString().TrimEnd(' ');
    }

    /// <summary>Whether a character is visible and has no other effect.</summary>
    public static bool IsSeen(Rune rune) => Rune.GetUnicodeCategory(rune)
        is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);

    /// <summary>Shows a character as its code, which JSON reads as that character.</summary>
    public static void AppendCode(StringBuilder text, char character) => text.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:X4}");
}
