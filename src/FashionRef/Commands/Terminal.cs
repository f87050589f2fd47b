using Spectre.Console;

namespace FashionRef.Commands;

/// <summary>What the output goes to.</summary>
internal static class Terminal
{
    /// <summary>Whether a person watches the output, on a terminal that can draw a line again.</summary>
    public static bool IsInteractive(IAnsiConsole console) =>
        console.Profile.Out.IsTerminal && console.Profile.Capabilities is { Ansi: true, Interactive: true };

    /// <summary>Whether colours are wanted: at such a terminal, unless NO_COLOR is set (no-color.org).</summary>
    public static bool WantsColors(IAnsiConsole console) =>
        IsInteractive(console) && console.Profile.Capabilities.ColorSystem != ColorSystem.NoColors;
}
