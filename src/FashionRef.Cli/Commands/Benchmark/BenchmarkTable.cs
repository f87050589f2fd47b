using FashionRef.Cli.Speed;
using FashionRef.Models;
using Spectre.Console;

namespace FashionRef.Cli.Commands.Benchmark;

/// <summary>A measurement at the terminal, narrow enough for 80 columns: under each median its quartiles.</summary>
internal static class BenchmarkTable
{
    private static readonly string[] Heads =
        ["form", "ms per\nstep", "test\nset, s", "epoch,\ns", "times\ntorch-\nplain", "times\ntorch", "peak\nMB"];

    /// <summary>A table for each model, how to read it, and the machine.</summary>
    public static void Write(IAnsiConsole console, SpeedReport report)
    {
        // The console breaks lines, also in a file: right for what is read beside the table.
        TextWriter text = console.Profile.Out.Writer;
        foreach (ModelSpeed model in report.Models)
        {
            text.Write($"{NotebookModels.Title(model.Model)}, {report.Settings}\n");
            console.Write(TableOf(model));
            foreach (FormSpeed form in model.Forms)
            {
                console.Write(new Text($"{SpeedText.Parts(form)}\n"));
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

    private static Text Cell(Quartiles quartiles) => new($"{SpeedText.Number(quartiles.Median)}\n{SpeedText.Spread(quartiles)}");
}
