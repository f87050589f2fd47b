using System.CommandLine;
using FashionRef.Files;

namespace FashionRef.Cli.Options;

/// <summary><c>--run FILE…</c>: records of runs.</summary>
internal static class RunsOption
{
    public static Option<string[]> Create(string description) => new("--run")
    {
        Description = description,
        HelpName = "FILE",
        AllowMultipleArgumentsPerToken = true,
    };

    /// <summary>What is wrong with the values; null when nothing is. The parser takes every following word as a file.</summary>
    /// <param name="runs">The values.</param>
    /// <param name="command">The command, for its help.</param>
    public static string? Fault(IReadOnlyList<string> runs, string command) =>
        runs.FirstOrDefault(run => InputFile.PathFault(run) is not null) is { } none ? $"--run '{none}' is not a file's path."
        : runs.FirstOrDefault(run => run.StartsWith("--", StringComparison.Ordinal)) is { } stray ? $"There is no option '{stray}'. See '{command} --help'."
        : null;
}
