using System.Globalization;
using System.Text;

namespace FashionRef.Models;

/// <summary>A model's summary, character for character as Keras prints it where the terminal has room.</summary>
public static class KerasSummary
{
    // Keras asks rich for a table of 88 columns; after borders and padding rich leaves these to the text.
    private static readonly int[] Widths = [36, 27, 15];

    // Every weight is a float32.
    private const int BytesPerParameter = 4;

    /// <summary>The summary; every line ends with LF.</summary>
    /// <param name="model">The model to describe.</param>
    public static string Render(BuiltModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        string[][] rows =
        [
            .. model.Layers.Select(layer => new[]
            {
                $"{layer.Name} ({layer.Layer.TypeName})",
                $"(None, {string.Join(", ", layer.OutputShape.Dimensions.Select(size => size.ToString(CultureInfo.InvariantCulture)))})",
                Count(layer.ParameterCount),
            }),
        ];

        return $"""
            Model: "{model.Name}"
            {Table(["Layer (type)", "Output Shape", "Param #"], rows)}
             Total params: {CountAndSize(model.ParameterCount)}
             Trainable params: {CountAndSize(model.TrainableParameterCount)}
             Non-trainable params: {CountAndSize(model.NonTrainableParameterCount)}

            """.ReplaceLineEndings("\n");
    }

    private static string Table(string[] head, string[][] rows)
    {
        StringBuilder table = new();
        table.Append(Line("┏━┳┓")).Append(Row(head, '┃')).Append(Line("┡━╇┩"));
        table.AppendJoin(Line("├─┼┤"), rows.Select(cells => Row(cells, '│')));
        return table.Append(Line("└─┴┘")).ToString().TrimEnd('\n');
    }

    // Four characters: left end, line, crossing, right end.
    private static string Line(string marks) =>
        $"{marks[0]}{string.Join(marks[2], Widths.Select(width => new string(marks[1], width + 2)))}{marks[3]}\n";

    private static string Row(string[] cells, char border)
    {
        string[][] lines = [.. cells.Select((cell, column) => Wrapped(cell, Widths[column]))];
        StringBuilder row = new();
        for (int i = 0; i < lines.Max(cell => cell.Length); i++)
        {
            string[] parts = [.. lines.Select((cell, column) => Aligned(i < cell.Length ? cell[i] : "", column))];
            row.Append(border).AppendJoin(border, parts.Select(part => $" {part} ")).Append(border).Append('\n');
        }

        return row.ToString();
    }

    // The counts are on the right.
    private static string Aligned(string text, int column) =>
        column == Widths.Length - 1 ? text.PadLeft(Widths[column]) : text.PadRight(Widths[column]);

    // As rich wraps: at spaces, and longer words at the line's end.
    private static string[] Wrapped(string text, int width)
    {
        List<string> lines = [""];
        foreach (string word in text.Split(' ').SelectMany(word => word.Chunk(width).Select(part => new string(part))))
        {
            if (lines[^1].Length == 0)
            {
                lines[^1] = word;
            }
            else if (lines[^1].Length + 1 + word.Length <= width)
            {
                lines[^1] += $" {word}";
            }
            else
            {
                lines.Add(word);
            }
        }

        return [.. lines];
    }

    private static string CountAndSize(int parameters) => $"{Count(parameters)} ({Size(parameters)})";

    private static string Count(int count) => count.ToString("N0", CultureInfo.InvariantCulture);

    private static string Size(int parameters)
    {
        double size = (double)parameters * BytesPerParameter;
        string[] units = ["B", "KB", "MB", "GB"];
        int unit = 0;
        while (size >= 1024 && unit < units.Length - 1)
        {
            size /= 1024;
            unit++;
        }

        return string.Create(CultureInfo.InvariantCulture, $"{size:F2} {units[unit]}");
    }
}
