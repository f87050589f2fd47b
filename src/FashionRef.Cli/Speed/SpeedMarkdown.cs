using System.Text;
using FashionRef.Models;

namespace FashionRef.Cli.Speed;

/// <summary>A measurement in GitHub's Markdown, for docs/performance.md.</summary>
internal static class SpeedMarkdown
{
    private const string Head =
        "| model | form | ms per step | test set, s | epoch, s | times torch-plain | times torch | peak MB |\n"
        + "| --- | --- | --- | --- | --- | --- | --- | --- |\n";

    /// <summary>A table of all forms, how to read it, and the machine. Lines end with LF.</summary>
    public static string Format(SpeedReport report)
    {
        StringBuilder text = new(Head);
        foreach (ModelSpeed model in report.Models)
        {
            foreach (FormSpeed form in model.Forms)
            {
                string[] cells =
                [
                    NotebookModels.Title(model.Model),
                    form.Form,
                    SpeedText.Cell(form.StepMilliseconds),
                    SpeedText.Number(form.EvaluationMilliseconds.Median / 1000),
                    SpeedText.Cell(form.EpochSeconds),
                    SpeedText.Cell(form.TimesTorchPlain),
                    SpeedText.Cell(form.TimesTorch),
                    SpeedText.Megabytes(form.PeakMemoryBytes),
                ];
                text.Append("| ").AppendJoin(" | ", cells).Append(" |\n");
            }
        }

        text.Append('\n').Append(report.Settings).Append(". ").AppendJoin(' ', SpeedText.Notes).Append("\n\n");
        Append(text, report.Models.SelectMany(model => model.Forms.Select(form => $"{NotebookModels.Title(model.Model)}, {SpeedText.Parts(form)}")));
        text.Append('\n');
        Append(text, SpeedText.Machine(report));
        return text.ToString();
    }

    private static void Append(StringBuilder text, IEnumerable<string> lines)
    {
        foreach (string line in lines)
        {
            text.Append("- ").Append(line).Append('\n');
        }
    }
}
