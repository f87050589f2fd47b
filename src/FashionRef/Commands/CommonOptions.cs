using System.CommandLine;

namespace FashionRef.Commands;

/// <summary>Options and habits that several commands share.</summary>
internal static class CommonOptions
{
    public const string DataVariable = "FASHIONREF_DATA";

    /// <summary>Whether a person watches the output, so that a line may be drawn again.</summary>
    public static bool IsTerminal => !Console.IsOutputRedirected;

    /// <summary>Whether colours are wanted: at a terminal, unless NO_COLOR is set (no-color.org).</summary>
    public static bool WantsColors => IsTerminal && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));

    public static Option<string?> Data() => new("--data")
    {
        Description = $"A folder with the four files of Fashion-MNIST, plain or .gz, to look in first (or {DataVariable}).",
        DefaultValueFactory = _ => Environment.GetEnvironmentVariable(DataVariable),
        HelpName = "DIR",
    };

    public static Option<string> Artifacts() => new("--artifacts")
    {
        Description = "Where all output goes: data/, runs/.",
        DefaultValueFactory = _ => "artifacts",
        HelpName = "DIR",
    };
}
