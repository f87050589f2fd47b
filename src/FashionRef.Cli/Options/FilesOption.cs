using System.CommandLine;
using FashionRef.Files;

namespace FashionRef.Cli.Options;

/// <summary><c>--run FILE…</c> and its like: files, as many as are named.</summary>
internal static class FilesOption
{
    public static Option<string[]> Create(string name, string description, string helpName = "FILE") => new(name)
    {
        Description = description,
        HelpName = helpName,
        AllowMultipleArgumentsPerToken = true,
    };

    /// <summary>What is wrong with the values; null when nothing is. The parser takes every following word as a file.</summary>
    /// <param name="name">The option.</param>
    /// <param name="files">The values.</param>
    /// <param name="command">The command, for its help.</param>
    public static string? Fault(string name, IReadOnlyList<string> files, string command) =>
        files.FirstOrDefault(file => InputFile.PathFault(file) is not null) is { } none ? $"{name} '{none}' is not a file's path."
        : files.FirstOrDefault(file => file.StartsWith("--", StringComparison.Ordinal)) is { } stray ? $"There is no option '{stray}'. See '{command} --help'."
        : null;
}
