using System.Text;
using Wcwidth;

namespace FashionRef.Models;

/// <summary>A table with lines between its rows, as rich draws it for Keras.</summary>
/// <param name="widths">The columns' widths in a terminal's cells, without padding.</param>
/// <param name="hasTrainable">Whether the last column, which is centred then, tells about trainable layers.</param>
internal sealed class SummaryTable(int[] widths, bool hasTrainable)
{
    private const int TabWidth = 8;
    private const int CountColumn = 2;

    /// <summary>Text without the control characters that rich leaves out, on one line.</summary>
    /// <param name="text">Any text.</param>
    public static string Cleaned(string text) => string.Concat(text.Where(mark => mark is not ('\a' or '\b' or '\v' or '\f' or '\r')));

    /// <summary>The table, without a line end at its end.</summary>
    /// <param name="head">The columns' titles.</param>
    /// <param name="rows">The cells.</param>
    public string Render(string[] head, IEnumerable<string[]> rows)
    {
        StringBuilder table = new();
        table.Append(Line("┏━┳┓")).Append(Row(head, '┃')).Append(Line("┡━╇┩"));
        table.AppendJoin(Line("├─┼┤"), rows.Select(cells => Row(cells, '│')));
        return table.Append(Line("└─┴┘")).ToString().TrimEnd('\n');
    }

    // Four characters: left end, line, crossing, right end.
    private string Line(string marks) =>
        $"{marks[0]}{string.Join(marks[2], widths.Select(width => new string(marks[1], width + 2)))}{marks[3]}\n";

    private string Row(string[] cells, char border)
    {
        string[][] lines = [.. cells.Select((cell, column) => Wrapped(cell, widths[column]))];
        StringBuilder row = new();
        for (int i = 0; i < lines.Max(cell => cell.Length); i++)
        {
            string[] parts = [.. lines.Select((cell, column) => Aligned(i < cell.Length ? cell[i] : "", column))];
            row.Append(border).AppendJoin(border, parts.Select(part => $" {part} ")).Append(border).Append('\n');
        }

        return row.ToString();
    }

    private string Aligned(string text, int column)
    {
        int free = widths[column] - Cells(text);
        int before = column == CountColumn ? free : hasTrainable && column == widths.Length - 1 ? free / 2 : 0;
        return $"{new string(' ', before)}{text}{new string(' ', free - before)}";
    }

    // As rich wraps: at spaces; a word that is too long for a line is cut there, with an ellipsis.
    private static string[] Wrapped(string text, int width) =>
        [.. Cleaned(text).Split('\n').SelectMany(line => Divided(Untabbed(line), width)).Select(line => Fitted(line, width))];

    private static List<string> Divided(string text, int width)
    {
        List<string> lines = [];
        StringBuilder line = new();
        foreach (string word in Words(text))
        {
            bool fits = Cells(line.ToString()) + Cells(word.TrimEnd()) <= width;
            if (!fits && line.Length > 0)
            {
                lines.Add(line.ToString());
                line.Clear();
            }

            line.Append(word);
        }

        lines.Add(line.ToString());
        return lines;
    }

    // A word has the spaces behind it, and the first one those before it.
    private static IEnumerable<string> Words(string text)
    {
        int start = 0;
        int place = text.Length - text.TrimStart().Length;
        while (place < text.Length)
        {
            int end = place;
            while (end < text.Length && !char.IsWhiteSpace(text[end]))
            {
                end++;
            }

            while (end < text.Length && char.IsWhiteSpace(text[end]))
            {
                end++;
            }

            yield return text[start..end];
            start = place = end;
        }
    }

    private static string Fitted(string line, int width)
    {
        string text = line.TrimEnd();
        if (Cells(text) <= width)
        {
            return text;
        }

        StringBuilder start = new();
        int cells = 0;
        foreach (Rune rune in text.EnumerateRunes())
        {
            int next = Math.Max(UnicodeCalculator.GetWidth(rune), 0);
            if (cells + next > width - 1)
            {
                break;
            }

            start.Append(rune);
            cells += next;
        }

        return $"{start}{new string(' ', width - 1 - cells)}…";
    }

    private static string Untabbed(string line)
    {
        StringBuilder text = new();
        int cells = 0;
        foreach (Rune rune in line.EnumerateRunes())
        {
            int width = rune.Value == '\t' ? TabWidth - (cells % TabWidth) : Math.Max(UnicodeCalculator.GetWidth(rune), 0);
            _ = rune.Value == '\t' ? text.Append(' ', width) : text.Append(rune);
            cells += width;
        }

        return text.ToString();
    }

    private static int Cells(string text) => text.EnumerateRunes().Sum(rune => Math.Max(UnicodeCalculator.GetWidth(rune), 0));
}
