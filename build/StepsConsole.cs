#nullable enable

using System.Text;
using System.Text.RegularExpressions;

/// <summary>
/// Standard output or error for a host of the steps. Removes Cake's colours from files, and keeps a full disk from looking like
/// a failed check.
/// </summary>
internal sealed class StepsConsole(System.IO.TextWriter stream, bool plain, bool reportsFaults) : System.IO.TextWriter
{
    // The escape sequences for a terminal's colours.
    private static readonly Regex Colour = new("\u001b\\[[0-9;]*m");

    public override Encoding Encoding => stream.Encoding;

    /// <summary>Installs them, before a host writes anything.</summary>
    public static void Take()
    {
        Console.SetOut(new StepsConsole(Console.Out, Console.IsOutputRedirected, reportsFaults: true));

        // A failure of standard error cannot be reported anywhere.
        Console.SetError(new StepsConsole(Console.Error, Console.IsErrorRedirected, reportsFaults: false));
    }

    public override void Write(char value) => Write(value.ToString());

    public override void Write(char[] buffer, int index, int count) => Write(new string(buffer, index, count));

    public override void Write(string? value) => Try(() => stream.Write(plain ? Colour.Replace(value ?? "", "") : value));

    public override void Flush() => Try(stream.Flush);

    private void Try(Action write)
    {
        try
        {
            write();
        }
        catch (System.IO.IOException fault)
        {
            if (reportsFaults)
            {
                throw StepsFailure.OfFile(fault);
            }
        }
    }
}
