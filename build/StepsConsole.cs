#nullable enable

using System.Text;
using System.Text.RegularExpressions;

/// <summary>
/// Standard output or error for a host of the steps. Cake colours its lines also when they go to a file, and a full disk
/// would look like a check that says no.
/// </summary>
internal sealed class StepsConsole(System.IO.TextWriter stream, bool plain, bool faultsAreTold) : System.IO.TextWriter
{
    // What sets a terminal's colours and their end.
    private static readonly Regex Colour = new("\u001b\\[[0-9;]*m");

    public override Encoding Encoding => stream.Encoding;

    /// <summary>Makes them this process's own, before a host writes anything.</summary>
    public static void Take()
    {
        Console.SetOut(new StepsConsole(Console.Out, Console.IsOutputRedirected, faultsAreTold: true));

        // Whom should a fault be told when errors cannot be written?
        Console.SetError(new StepsConsole(Console.Error, Console.IsErrorRedirected, faultsAreTold: false));
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
            if (faultsAreTold)
            {
                throw StepsFailure.OfFile(fault);
            }
        }
    }
}
