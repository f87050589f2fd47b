using System.Globalization;
using System.Text;
using DiffPlex.DiffBuilder;
using DiffPlex.DiffBuilder.Model;

namespace VerifyTests;

/// <summary>The lines in which two texts differ.</summary>
internal static class LineDiff
{
    /// <summary>
    /// Lines of the first text with <c>-</c>, of the second with <c>+</c>, in order; how many lines are alike stands in their place.
    /// Empty when no line differs.
    /// </summary>
    public static string Format(string verified, string received)
    {
        List<DiffPiece> pieces = InlineDiffBuilder.Diff(verified, received, ignoreWhiteSpace: false).Lines;
        if (pieces.TrueForAll(piece => piece.Type == ChangeType.Unchanged))
        {
            return string.Empty;
        }

        StringBuilder text = new();
        int alike = 0;
        foreach (DiffPiece piece in pieces)
        {
            if (piece.Type == ChangeType.Unchanged)
            {
                alike++;
                continue;
            }

            AppendAlike(text, alike);
            alike = 0;
            text.Append(piece.Type == ChangeType.Deleted ? "- " : "+ ").Append(piece.Text).Append('\n');
        }

        AppendAlike(text, alike);
        return text.ToString();
    }

    private static void AppendAlike(StringBuilder text, int lines)
    {
        if (lines > 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"  … {lines} {(lines == 1 ? "line" : "lines")} alike\n");
        }
    }
}
