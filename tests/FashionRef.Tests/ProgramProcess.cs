using System.Diagnostics;
using System.Text;

namespace FashionRef.Tests;

/// <summary>The program as a process of its own, in an environment of its own, from the tests' output folder.</summary>
internal static class ProgramProcess
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    public static Task<ProgramEnd> RunAsync(params string[] arguments) => RunAsync(new Dictionary<string, string>(), arguments);

    public static Task<ProgramEnd> RunAsync(IReadOnlyDictionary<string, string> environment, params string[] arguments) =>
        EndOfAsync(Start(environment, arguments));

    /// <summary>The program as a shell starts it: in the script, <c>"$@"</c> is its command line.</summary>
    public static Task<ProgramEnd> RunInShellAsync(string script, params string[] arguments) =>
        EndOfAsync(Start(new Dictionary<string, string>(), "sh", ["-c", script, "sh", "dotnet", Program, .. arguments]));

    public static Process Start(IReadOnlyDictionary<string, string> environment, params string[] arguments) =>
        Start(environment, "dotnet", [Program, .. arguments]);

    private static string Program => Path.Combine(TestContext.CurrentContext.TestDirectory, "FashionRef.dll");

    private static async Task<ProgramEnd> EndOfAsync(Process started)
    {
        using Process process = started;
        using CancellationTokenSource timeout = new(Patience);
        try
        {
            Task<string> error = process.StandardError.ReadToEndAsync(timeout.Token);
            string output = await process.StandardOutput.ReadToEndAsync(timeout.Token);
            await process.WaitForExitAsync(timeout.Token);
            return new ProgramEnd(process.ExitCode, output.ReplaceLineEndings("\n"), (await error).ReplaceLineEndings("\n"));
        }
        finally
        {
            process.Kill(entireProcessTree: true);
        }
    }

    private static Process Start(IReadOnlyDictionary<string, string> environment, string host, IEnumerable<string> arguments)
    {
        ProcessStartInfo start = new(host, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        foreach ((string name, string value) in environment)
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }
}
