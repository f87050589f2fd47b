using System.Diagnostics;

namespace FashionRef.Tests.Build;

/// <summary>The command <c>dotnet</c>, in a process of its own.</summary>
internal static class DotNet
{
    public static async Task<(int ExitCode, string Output)> RunAsync(string folder, params IEnumerable<string> arguments)
    {
        ProgramEnd end = await TestProcess.RunAsync(new ProcessStartInfo("dotnet", arguments)
        {
            WorkingDirectory = folder,
            Environment = { ["DOTNET_CLI_UI_LANGUAGE"] = "en" },
        });
        return (end.ExitCode, end.Output);
    }
}
