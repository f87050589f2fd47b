using System.Diagnostics;
using FashionRef.Build.Program;

namespace FashionRef.Tests.Support;

/// <summary>The program as a process of its own, in an environment of its own, from the tests' output folder.</summary>
internal static class ProgramProcess
{
    /// <summary>Its file, which <c>dotnet</c> starts.</summary>
    public static string Program => Path.Combine(TestContext.CurrentContext.TestDirectory, "FashionRef.Cli.dll");

    public static Task<ProgramEnd> RunAsync(params string[] arguments) => RunAsync(new Dictionary<string, string>(), arguments);

    public static Task<ProgramEnd> RunAsync(IReadOnlyDictionary<string, string> environment, params string[] arguments) =>
        RunInAsync("", environment, arguments);

    /// <summary>The same in a working folder.</summary>
    public static Task<ProgramEnd> RunInAsync(string folder, IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        ProcessStartInfo start = new(DotNetHost.Path, [Program, .. arguments]) { WorkingDirectory = folder };
        foreach ((string name, string value) in environment)
        {
            start.Environment[name] = value;
        }

        return TestProcess.RunAsync(start);
    }

    /// <summary>The program as a shell starts it: in the script, <c>"$@"</c> is its command line.</summary>
    public static Task<ProgramEnd> RunInShellAsync(string script, params string[] arguments) =>
        TestProcess.RunAsync(new ProcessStartInfo("sh", ["-c", script, "sh", "dotnet", Program, .. arguments]));

    /// <summary>Starts it and does not wait for its end.</summary>
    public static TestProcess Start(params string[] arguments) => TestProcess.Start(new ProcessStartInfo("dotnet", [Program, .. arguments]));

    /// <summary>Starts it for a test that sends it Ctrl-C.</summary>
    public static TestProcess StartHearingCtrlC(params string[] arguments) =>
        TestProcess.Start(TestProcess.HearingCtrlC(["dotnet", Program, .. arguments]));
}
