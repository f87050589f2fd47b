using System.Globalization;

namespace FashionRef.Models;

/// <summary>A model's summary, character for character as Keras prints it.</summary>
public static class KerasSummary
{
    /// <summary>Keras' line length where the terminal has room.</summary>
    public const int UsualLineLength = 88;

    // The columns' right ends as shares of the line, without and with the one for trainable layers.
    private static readonly double[] Ends = [0.45, 0.80, 1.0];
    private static readonly double[] EndsWithTrainable = [0.45 * 0.90, 0.80 * 0.90, 1.0 * 0.90, 1.0];

    /// <summary>The summary; every line ends with LF.</summary>
    /// <param name="model">The model to describe.</param>
    public static string Render(BuiltModel model) => Render(model, new SummaryOptions());

    /// <summary>The summary; every line ends with LF.</summary>
    /// <param name="model">The model to describe.</param>
    /// <param name="options">What else it shows.</param>
    public static string Render(BuiltModel model, SummaryOptions options)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(options);
        string[] head = ["Layer (type)", "Output Shape", "Param #", .. options.ShowsTrainable ? ["Trainable"] : Array.Empty<string>()];
        SummaryTable table = new(Widths(options), options.ShowsTrainable);
        (long optimizerCount, long optimizerBytes) = options.Optimizer ?? (0, 0);
        Weight[] trainable = [.. model.Weights.Where(weight => weight.Spec.IsTrainable)];
        Weight[] others = [.. model.Weights.Where(weight => !weight.Spec.IsTrainable)];
        string optimizer = options.Optimizer is null ? "" : $" Optimizer params: {Count(optimizerCount)} ({Size(optimizerBytes)})\n";
        return $"""
            Model: "{SummaryTable.Cleaned(OutsideText.Line(model.Name))}"
            {table.Render(head, Rows(model, options, depth: 0))}
             Total params: {Count(model.ParameterCount + optimizerCount)} ({Size(Bytes(model.Weights) + optimizerBytes)})
             Trainable params: {Count(model.TrainableParameterCount)} ({Size(Bytes(trainable))})
             Non-trainable params: {Count(model.NonTrainableParameterCount)} ({Size(Bytes(others))})

            """.ReplaceLineEndings("\n") + optimizer;
    }

    // Columns are as wide as the shares say, and padding comes on top of that; rich then takes the same from each until the line fits.
    private static int[] Widths(SummaryOptions options)
    {
        const int Padding = 2;
        double[] ends = options.ShowsTrainable ? EndsWithTrainable : Ends;
        int[] widths = [.. ends.Select((end, i) => (int)(end * options.LineLength) - (i == 0 ? 0 : (int)(ends[i - 1] * options.LineLength)) + Padding)];
        int excess = widths.Sum() + widths.Length + 1 - options.LineLength;
        for (int i = 0; i < widths.Length; i++)
        {
            int share = (int)Math.Round((double)excess / (widths.Length - i), MidpointRounding.ToEven);
            widths[i] -= share + Padding;
            excess -= share;
        }

        return widths;
    }

    private static IEnumerable<string[]> Rows(BuiltModel model, SummaryOptions options, int depth)
    {
        string indent = depth == 0 ? "" : $"{new string(' ', 3 * depth)}└ ";
        foreach (BuiltLayer layer in model.Layers)
        {
            yield return
            [
                $"{indent}{layer.Name} ({layer.Layer.TypeName})",
                OutputShape(layer.OutputShape),
                Count(layer.ParameterCount),
                .. options.ShowsTrainable ? [layer.Weights.IsEmpty ? "-" : layer.IsTrainable ? "Y" : "N"] : Array.Empty<string>(),
            ];
            if (options.ExpandsNested && layer.Model is { } inside)
            {
                foreach (string[] row in Rows(inside, options, depth + 1))
                {
                    yield return row;
                }
            }
        }
    }

    // As Python writes a tuple.
    private static string OutputShape(Shape shape) =>
        shape.Rank == 0 ? "(None,)" : $"(None, {string.Join(", ", shape.Dimensions.Select(size => size.ToString(CultureInfo.InvariantCulture)))})";

    private static long Bytes(IEnumerable<Weight> weights) => weights.Sum(weight => (long)weight.Shape.Count * weight.Spec.Type.Bytes());

    private static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    private static string Size(double size)
    {
        string[] units = ["B", "KB", "MB", "GB", "TB", "PB"];
        int unit = 0;
        while (size >= 1024 && unit < units.Length - 1)
        {
            size /= 1024;
            unit++;
        }

        return string.Create(CultureInfo.InvariantCulture, $"{size:F2} {units[unit]}");
    }
}

/// <summary>What a summary shows.</summary>
/// <param name="LineLength">The table's width in characters, at least 40.</param>
/// <param name="ExpandsNested">Whether the layers of models inside have rows of their own.</param>
/// <param name="ShowsTrainable">Whether a column tells which layers are trainable.</param>
/// <param name="Optimizer">The number of the optimizer's values and their bytes; null without an optimizer.</param>
public sealed record SummaryOptions(
    int LineLength = KerasSummary.UsualLineLength, bool ExpandsNested = false, bool ShowsTrainable = false, (long Count, long Bytes)? Optimizer = null);
