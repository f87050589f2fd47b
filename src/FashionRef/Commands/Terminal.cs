namespace FashionRef.Commands;

/// <summary>What the output goes to.</summary>
internal static class Terminal
{
    /// <summary>Whether a person watches the output, so that a line may be drawn again.</summary>
    public static bool IsInteractive => !Console.IsOutputRedirected;

    /// <summary>Whether colours are wanted: at a terminal, unless NO_COLOR is set (no-color.org).</summary>
    public static bool WantsColors => IsInteractive && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));
}
