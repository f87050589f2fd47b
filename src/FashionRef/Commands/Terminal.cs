using System.CommandLine;
using Spectre.Console;

namespace FashionRef.Commands;

/// <summary>What the output goes to.</summary>
internal static class Terminal
{
    // What can be drawn hangs on the output alone: Spectre would also ask for standard input and error, and a build reads the latter.
    private static readonly IAnsiConsole Shown = AnsiConsole.Create(new AnsiConsoleSettings
    {
        Interactive = Console.IsOutputRedirected ? InteractionSupport.No : InteractionSupport.Yes,
    });

    private static readonly IAnsiConsole Silence = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(TextWriter.Null) });

    /// <summary>Where what was asked for goes.</summary>
    public static TextWriter Output => AnsiConsole.Console.Profile.Out.Writer;

    /// <summary>Where a command tells how it goes: nowhere with <c>--quiet</c>. What it was asked for goes to the output itself.</summary>
    public static IAnsiConsole Progress(ParseResult parse) => parse.GetValue(CommonOptions.Quiet) ? Silence : Shown;

    /// <summary>Whether a person watches the output, on a terminal that can draw a line again.</summary>
    public static bool IsInteractive(IAnsiConsole console) =>
        console.Profile.Out.IsTerminal && console.Profile.Capabilities is { Ansi: true, Interactive: true };

    /// <summary>Whether colours are wanted: at such a terminal, unless NO_COLOR is set (no-color.org).</summary>
    public static bool WantsColors(IAnsiConsole console) =>
        IsInteractive(console) && console.Profile.Capabilities.ColorSystem != ColorSystem.NoColors;
}
