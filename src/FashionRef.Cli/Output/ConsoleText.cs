using System.Text;
using FashionRef.Files;

namespace FashionRef.Cli.Output;

/// <summary>The text that the program writes to its standard streams.</summary>
internal static class ConsoleText
{
    /// <summary>Standard output for text that is no outsider's: a terminal's escape sequences, a build server's commands.</summary>
    public static TextWriter Own { get; } = Text(StandardStreams.Output);

    /// <summary>Puts the net under all that is written to the console.</summary>
    public static void Guard()
    {
        Console.SetOut(new GuardedWriter(Own));
        Console.SetError(new GuardedWriter(Text(StandardStreams.Error)));
    }

    private static TextWriter Text(Stream stream) => TextWriter.Synchronized(
        new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)) { AutoFlush = true, NewLine = "\n" });
}
