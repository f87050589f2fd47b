using System.Text;
using FashionRef.Gate.Curves;
using static System.FormattableString;

namespace FashionRef.Gate.Outputs;

/// <summary>Runs on the band of right ones, as charts that GitHub draws from Markdown (in the language of Mermaid).</summary>
internal static class CurveChart
{
    private const string Grey = "#8b949e";
    private const string Blue = "#0969da";

    /// <summary>Appends two charts, of the test accuracy and of the training loss. Lines end with LF.</summary>
    /// <param name="text">Where they go.</param>
    /// <param name="check">What they belong to.</param>
    /// <param name="band">The curves.</param>
    public static void Append(StringBuilder text, GateCheck check, CurveBand band)
    {
        string runs = $"{check.ModelTitle}, {check.Runs}";
        text.Append('\n').Append(MarkdownText.Of(Invariant($"{runs} (blue) beside the lowest and the highest of {band.References} in each epoch (grey); 0 is their mean. Epoch 1 is left out."))).Append('\n');
        Append(text, "Test accuracy", "points above the mean", band.TestAccuracy);
        Append(text, "Training loss", "percent above the mean", band.TrainingLoss);
    }

    // Mermaid has no legend: colours alone tell the lines apart. It draws nothing at all where a figure is not finite.
    private static void Append(StringBuilder text, string title, string unit, CurveBand.Figure figure)
    {
        IReadOnlyList<double>[] lines = [figure.Lowest, figure.Highest, .. figure.Runs];
        if (!lines.All(line => line.All(double.IsFinite)))
        {
            return;
        }

        string colours = string.Join(", ", new[] { Grey, Grey }.Concat(figure.Runs.Select(_ => Blue)));
        text.Append(Invariant($"\n```mermaid\n%%{{init: {{\"themeVariables\": {{\"xyChart\": {{\"plotColorPalette\": \"{colours}\"}}}}}}}}%%\nxychart-beta\n"));
        text.Append(Invariant($"    title \"{title}\"\n    x-axis \"epoch\" [{string.Join(", ", Enumerable.Range(2, figure.Lowest.Count))}]\n    y-axis \"{unit}\"\n"));
        foreach (IReadOnlyList<double> line in lines)
        {
            text.Append(Invariant($"    line [{string.Join(", ", line.Select(value => Invariant($"{value:0.00;-0.00;0.00}")))}]\n"));
        }

        text.Append("```\n");
    }
}
