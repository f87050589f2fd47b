using System.Text;
using FashionRef.Models;

namespace FashionRef.Speed;

/// <summary>A measurement in GitHub's Markdown, for docs/performance.md.</summary>
internal static class SpeedMarkdown
{
    private const string Head =
        "| model | form | ms per step | test set, s | epoch, s | forward | times torch-plain | times torch | peak MB |\n"
        + "| --- | --- | --- | --- | --- | --- | --- | --- | --- |\n";

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
                    Cell(form.StepMilliseconds),
                    SpeedText.Number(form.EvaluationMilliseconds.Median / 1000),
                    Cell(form.EpochSeconds),
                    SpeedText.Share(form.ForwardShare),
                    Cell(form.TimesTorchPlain),
                    Cell(form.TimesTorch),
                    SpeedText.Megabytes(form.PeakMemoryBytes),
                ];
                text.Append("| ").AppendJoin(" | ", cells).Append(" |\n");
            }
        }

        text.Append('\n').Append(report.Settings).Append(". ").AppendJoin(' ', SpeedText.Notes).Append("\n\n");
        foreach (string line in SpeedText.Machine(report))
        {
            text.Append("- ").Append(line).Append('\n');
        }

        return text.ToString();
    }

    private static string Cell(Quartiles quartiles) => $"{SpeedText.Number(quartiles.Median)} ({SpeedText.Spread(quartiles)})";
}
