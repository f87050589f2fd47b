using System.Globalization;
using System.Text;
using FashionRef.Cli.Documents;
using FashionRef.Training.Bits;

namespace FashionRef.Cli.Commands.Bits;

/// <summary>The output of <c>bits</c> as text.</summary>
internal static class BitsText
{
    public static string Format(BitsDocument document)
    {
        StringBuilder text = new();
        foreach (BitsRun run in document.Runs)
        {
            text.Append(CultureInfo.InvariantCulture, $"{run.Settings}, engine {run.EngineText()}, {document.Threads} {(document.Threads == 1 ? "thread" : "threads")}\n");
            text.Append(CultureInfo.InvariantCulture, $"  weights {run.Weights}\n");
            text.Append(CultureInfo.InvariantCulture, $"  logits  {run.Logits}\n");
        }

        return text.Append(CultureInfo.InvariantCulture, $"On {document.Hardware}\n").ToString();
    }
}
