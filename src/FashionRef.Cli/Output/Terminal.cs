using System.CommandLine;
using System.Text;
using FashionRef.Cli.Options;
using Spectre.Console;

namespace FashionRef.Cli.Output;

/// <summary>What the output goes to.</summary>
internal static class Terminal
{
    private const string NoColor = "NO_COLOR";

    // What can be drawn hangs on the output alone: Spectre would also ask for standard input and error, and a build reads the latter.
    private static readonly IAnsiConsole Shown = AnsiConsole.Create(new AnsiConsoleSettings
    {
        Interactive = Console.IsOutputRedirected ? InteractionSupport.No : InteractionSupport.Yes,
        Out = Console.IsOutputRedirected ? null : new Screen(),
    });

    private static readonly IAnsiConsole Silence = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(TextWriter.Null) });

    /// <summary>Where what was asked for goes.</summary>
    public static TextWriter Output => Console.Out;

    /// <summary>Where a command tells how it goes: nowhere with <c>--quiet</c>. What it was asked for goes to the output itself.</summary>
    public static IAnsiConsole Progress(ParseResult parse) => parse.GetValue(CommonOptions.Quiet) ? Silence : Shown;

    /// <summary>Where a command writes lines for people, as they are: only a terminal wraps them, and nothing in them acts.</summary>
    public static TextWriter Lines(IAnsiConsole console) => new GuardedWriter(console.Profile.Out.Writer);

    /// <summary>An empty NO_COLOR is none (no-color.org); Spectre looks only whether it is there.</summary>
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

    /// <summary>The terminal itself, for what moves its cursor; nothing that came from outside may be written there as it is.</summary>
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
