using System.Text;
using FashionRef.Files;

namespace FashionRef.Cli.Output;

/// <summary>The text that the program writes to its standard streams.</summary>
internal static class ConsoleText
{
    /// <summary>Standard output for the program's own escape sequences and a build server's commands, never for text from outside.</summary>
    public static TextWriter Own { get; } = Text(StandardStreams.Output);

    /// <summary>Makes everything written to the console pass a filter for control characters.</summary>
    public static void Guard()
    {
        Console.SetOut(new GuardedWriter(Own));
        Console.SetError(new GuardedWriter(Text(StandardStreams.Error)));
    }

    private static TextWriter Text(Stream stream) => TextWriter.Synchronized(
        new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)) { AutoFlush = true, NewLine = "\n" });
}
