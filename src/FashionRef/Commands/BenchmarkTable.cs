using System.Text;
using FashionRef.Models;
using FashionRef.Speed;
using Spectre.Console;

namespace FashionRef.Commands;

/// <summary>A measurement at the terminal, narrow enough for 80 columns: under each median its quartiles.</summary>
internal static class BenchmarkTable
{
    private static readonly string[] Heads =
        ["form", "ms per\nstep", "test\nset, s", "epoch,\ns", "times\ntorch-\nplain", "times\ntorch", "peak\nMB"];

    /// <summary>A table for each model, how to read it, and the machine.</summary>
    public static void Write(IAnsiConsole console, SpeedReport report)
    {
        // The console would break lines, also in a file.
        TextWriter text = console.Profile.Out.Writer;
        foreach (ModelSpeed model in report.Models)
        {
            text.Write($"{NotebookModels.Title(model.Model)}, {report.Settings}\n");
            console.Write(TableOf(model));
            foreach (FormSpeed form in model.Forms)
            {
                text.Write($"{Wrapped(SpeedText.Parts(form))}\n");
            }

            text.Write("\n");
        }

        foreach (string line in SpeedText.Notes.Append("").Concat(SpeedText.Machine(report)))
        {
            text.Write($"{line}\n");
        }
    }

    private static Table TableOf(ModelSpeed model)
    {
        Table table = new() { Border = TableBorder.Rounded, UseSafeBorder = false };
        foreach (string head in Heads)
        {
            table.AddColumn(new TableColumn(new Text(head)) { Alignment = table.Columns.Count == 0 ? Justify.Left : Justify.Right });
        }

        foreach (FormSpeed form in model.Forms)
        {
            table.AddRow(
                new Text(form.Form.Replace('-', '\n')),
                Cell(form.StepMilliseconds),
                new Text(SpeedText.Number(form.EvaluationMilliseconds.Median / 1000)),
                Cell(form.EpochSeconds),
                Cell(form.TimesTorchPlain),
                Cell(form.TimesTorch),
                new Text(SpeedText.Megabytes(form.PeakMemoryBytes)));
        }

        return table;
    }

    // At its commas, and further in from the second line on.
    private static string Wrapped(string list)
    {
        const int Columns = 80;
        StringBuilder lines = new();
        int column = 0;
        foreach (string part in list.Split(", "))
        {
            if (column > 0)
            {
                bool fits = column + ", ".Length + part.Length < Columns;
                lines.Append(fits ? ", " : ",\n  ");
                column = fits ? column + ", ".Length : "  ".Length;
            }

            lines.Append(part);
            column += part.Length;
        }

        return lines.ToString();
    }

    private static Text Cell(Quartiles quartiles) => new($"{SpeedText.Number(quartiles.Median)}\n{SpeedText.Spread(quartiles)}");
}
