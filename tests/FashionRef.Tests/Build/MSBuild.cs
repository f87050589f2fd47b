using System.Diagnostics;

namespace FashionRef.Tests.Build;

/// <summary>A real MSBuild, in a process of its own.</summary>
internal static class MSBuild
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    public static async Task<(int ExitCode, string Output)> RunAsync(string project, params IEnumerable<string> arguments)
    {
        ProcessStartInfo start = new("dotnet", ["msbuild", project, "-nologo", "-nodeReuse:false", "-terminalLogger:off", .. arguments])
        {
            WorkingDirectory = Path.GetDirectoryName(project),
            RedirectStandardOutput = true,
            Environment = { ["DOTNET_CLI_UI_LANGUAGE"] = "en" },
        };
        using Process process = Process.Start(start)!;
        using CancellationTokenSource timeout = new(Patience);
        try
        {
            string output = await process.StandardOutput.ReadToEndAsync(timeout.Token);
            await process.WaitForExitAsync(timeout.Token);
            return (process.ExitCode, output);
        }
        finally
        {
            process.Kill(entireProcessTree: true);
        }
    }
}
