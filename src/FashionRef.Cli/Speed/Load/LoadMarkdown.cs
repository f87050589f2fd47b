using System.Text;
using FashionRef.Models;

namespace FashionRef.Cli.Speed.Load;

/// <summary>A measurement with neighbours as a table that terminals, GitHub and docs/performance.md show alike.</summary>
internal static class LoadMarkdown
{
    private const string Head =
        "| model   | machine | one, ms per step | several, ms per step | times one thread |\n"
        + "| ------- | ------- | ---------------- | -------------------- | ---------------- |\n";

    /// <summary>The table, how to read it, and the machine. Lines end with LF.</summary>
    public static string Format(LoadReport report)
    {
        StringBuilder text = new(Head);
        foreach (LoadSpeed model in report.Models)
        {
            LoadCases steps = model.StepMilliseconds;
            Append(text, model, "quiet", steps.OneQuiet, steps.SeveralQuiet, model.TimesOneQuiet);
            Append(text, model, "busy", steps.OneLoaded, steps.SeveralLoaded, model.TimesOneLoaded);
            Append(text, model, "slowed", model.OneSlowed, model.SeveralSlowed, times: null);
        }

        string neighbours = report.Neighbours == 1 ? "1 process that only computes" : FormattableString.Invariant($"{report.Neighbours} processes that only compute");
        text.Append('\n').Append(report.Settings).Append(".\n")
            .Append("Busy: ").Append(neighbours).Append(" beside it. Slowed: how many times as long as quiet.\n")
            .Append("Times one thread: how many times as fast all threads take a step as one thread.\n")
            .Append(SpeedText.Notes[0]).Append("\n\n");
        foreach (string line in SpeedText.Hardware(report.Machine))
        {
            text.Append("- ").Append(line).Append('\n');
        }

        return text.ToString();
    }

    private static void Append(StringBuilder text, LoadSpeed model, string machine, Quartiles one, Quartiles several, Quartiles? times)
    {
        string last = times is { } ratio ? SpeedText.Cell(ratio) : string.Empty;
        text.Append(FormattableString.Invariant(
            $"| {NotebookModels.Title(model.Model),-7} | {machine,-7} | {SpeedText.Cell(one),-16} | {SpeedText.Cell(several),-20} | {last,-16} |\n"));
    }
}
