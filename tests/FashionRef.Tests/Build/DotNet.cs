using System.Diagnostics;
using FashionRef.Build.Program;

namespace FashionRef.Tests.Build;

/// <summary>The command <c>dotnet</c>, in a process of its own.</summary>
internal static class DotNet
{
    public static Task<(int ExitCode, string Output)> RunAsync(string folder, params IEnumerable<string> arguments) =>
        RunAsync(folder, new Dictionary<string, string>(), arguments);

    public static async Task<(int ExitCode, string Output)> RunAsync(
        string folder, IReadOnlyDictionary<string, string> environment, params IEnumerable<string> arguments)
    {
        ProcessStartInfo start = new(DotNetHost.Path, arguments)
        {
            WorkingDirectory = folder,
            Environment = { ["DOTNET_CLI_UI_LANGUAGE"] = "en" },
        };
        foreach ((string name, string value) in environment)
        {
            start.Environment[name] = value;
        }

        ProgramEnd end = await TestProcess.RunAsync(start);
        return (end.ExitCode, end.Output);
    }
}
