using System.Diagnostics;

namespace FashionRef.Tests.Build;

/// <summary>The command <c>dotnet</c>, in a process of its own.</summary>
internal static class DotNet
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    public static async Task<(int ExitCode, string Output)> RunAsync(string folder, params IEnumerable<string> arguments)
    {
        ProcessStartInfo start = new("dotnet", arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            Environment = { ["DOTNET_CLI_UI_LANGUAGE"] = "en" },
        };
        using Process process = Process.Start(start)!;
        using CancellationTokenSource timeout = new(Patience);
        try
        {
            string output = await process.StandardOutput.ReadToEndAsync(timeout.Token);
            await process.WaitForExitAsync(timeout.Token);
            return (process.ExitCode, output.ReplaceLineEndings("\n"));
        }
        finally
        {
            process.Kill(entireProcessTree: true);
        }
    }
}
