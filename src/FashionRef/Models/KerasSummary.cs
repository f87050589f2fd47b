using System.Globalization;
using Spectre.Console;

namespace FashionRef.Models;

/// <summary>A model's summary, character for character as Keras prints it where the terminal has room.</summary>
public static class KerasSummary
{
    // Keras asks rich for a table of 88 columns; after borders and padding rich leaves these to the text.
    private const int LineLength = 88;
    private const int LayerWidth = 36;
    private const int ShapeWidth = 27;
    private const int CountWidth = 15;

    // Every weight is a float32.
    private const int BytesPerParameter = 4;

    /// <summary>The summary, lines ended by LF, the last one too.</summary>
    /// <param name="model">The model to describe.</param>
    public static string Render(BuiltModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        Table table = new Table { Border = TableBorder.HeavyHead, ShowRowSeparators = true }
            .AddColumn(new TableColumn("Layer (type)").Width(LayerWidth))
            .AddColumn(new TableColumn("Output Shape").Width(ShapeWidth))
            .AddColumn(new TableColumn("Param #") { Alignment = Justify.Right }.Width(CountWidth));
        foreach (BuiltLayer layer in model.Layers)
        {
            table.AddRow(
                new Text($"{layer.Name} ({layer.Layer.TypeName})"),
                new Text($"(None, {string.Join(", ", layer.OutputShape.Dimensions.Select(size => size.ToString(CultureInfo.InvariantCulture)))})"),
                new Text(Count(layer.ParameterCount)));
        }

        return $"""
            Model: "{model.Name}"
            {PlainText(table)}
             Total params: {CountAndSize(model.ParameterCount)}
             Trainable params: {CountAndSize(model.TrainableParameterCount)}
             Non-trainable params: {CountAndSize(model.NonTrainableParameterCount)}

            """.ReplaceLineEndings("\n");
    }

    private static string PlainText(Table table)
    {
        using StringWriter writer = new(CultureInfo.InvariantCulture);
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Out = new AnsiConsoleOutput(writer),
        });
        console.Profile.Width = LineLength;
        console.Profile.Capabilities.Unicode = true;
        console.Write(table);
        return string.Join('\n', writer.ToString().TrimEnd().Split('\n').Select(line => line.TrimEnd()));
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
