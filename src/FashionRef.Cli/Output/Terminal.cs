using System.CommandLine;
using System.Text;
using FashionRef.Cli.Options;
using Spectre.Console;

namespace FashionRef.Cli.Output;

/// <summary>Where output goes, and what it can show.</summary>
internal static class Terminal
{
    private const string NoColor = "NO_COLOR";

    // Only the output decides what can be drawn: Spectre would also check standard input and error, and a build reads the latter.
    private static readonly IAnsiConsole Shown = AnsiConsole.Create(new AnsiConsoleSettings
    {
        Interactive = Console.IsOutputRedirected ? InteractionSupport.No : InteractionSupport.Yes,
        Out = Console.IsOutputRedirected ? null : new Screen(),
    });

    private static readonly IAnsiConsole Silence = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(TextWriter.Null) });

    /// <summary>Where results go.</summary>
    public static TextWriter Output => Console.Out;

    /// <summary>Where progress goes: nowhere with <c>--quiet</c>. Results go to <see cref="Output"/>.</summary>
    public static IAnsiConsole Progress(ParseResult parse) => parse.GetValue(CommonOptions.Quiet) ? Silence : Shown;

    /// <summary>For plain lines: only a terminal wraps them, and markup and escape sequences in them have no effect.</summary>
    public static TextWriter Lines(IAnsiConsole console) => new GuardedWriter(console.Profile.Out.Writer);

    /// <summary>An empty NO_COLOR counts as unset (no-color.org), but Spectre checks only that it exists.</summary>
    public static void ForgetEmptyNoColor()
    {
        if (Environment.GetEnvironmentVariable(NoColor) == "")
        {
            Environment.SetEnvironmentVariable(NoColor, null);
        }
    }

    /// <summary>Whether a person watches the output, on a terminal that can draw a line again.</summary>
    public static bool IsInteractive(IAnsiConsole console) =>
        console.Profile.Out.IsTerminal && console.Profile.Capabilities is { Ansi: true, Interactive: true };

    /// <summary>Whether colours are wanted: at such a terminal, unless NO_COLOR is set (no-color.org).</summary>
    public static bool WantsColors(IAnsiConsole console) =>
        IsInteractive(console) && console.Profile.Capabilities.ColorSystem != ColorSystem.NoColors;

    /// <summary>The raw terminal, for cursor movements; text from outside must never be written to it.</summary>
    private sealed class Screen : IAnsiConsoleOutput
    {
        private readonly AnsiConsoleOutput _console = new(Console.Out);

        public TextWriter Writer => ConsoleText.Own;

        public bool IsTerminal => _console.IsTerminal;

        public int Width => _console.Width;

        public int Height => _console.Height;

        public void SetEncoding(Encoding encoding) => _console.SetEncoding(encoding);
    }
}
