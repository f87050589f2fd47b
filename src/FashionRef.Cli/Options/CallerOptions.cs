using System.CommandLine;
using FashionRef.Files;

namespace FashionRef.Cli.Options;

/// <summary>Hidden options of every command, for programs that start this one, such as the build.</summary>
internal static class CallerOptions
{
    private static readonly Option<string?> ResultFile = Hidden<string?>("--result-file", "A file that says how the program ended.");
    private static readonly Option<string?> ResultId = Hidden<string?>("--result-id", "An id that the result repeats, so that no other run's result is taken for it.");
    private static readonly Option<bool> EndWithInput = Hidden<bool>("--end-with-input", "Stop when standard input ends, as it does when the caller is gone.");

    private static readonly List<string> Made = [];

    /// <summary>All of them.</summary>
    public static IEnumerable<Option> All => [ResultFile, ResultId, EndWithInput];

    /// <summary>Whether the program is to stop when its standard input ends.</summary>
    public static bool EndsWithInput(ParseResult parse) => parse.GetValue(EndWithInput);

    /// <summary>Adds a file to the result: the record of a run that the command made or found up to date.</summary>
    /// <param name="file">Its path.</param>
    public static void AddFile(string file) => Made.Add(file);

    /// <summary>Writes the result file, if one was asked for: the id, the exit code and the files made, one per line.</summary>
    /// <param name="parse">The command line, or null where it could not be read.</param>
    /// <param name="exitCode">The program's exit code.</param>
    /// <exception cref="FashionRefException">The file cannot be written (machine cannot).</exception>
    public static void WriteResult(ParseResult? parse, ExitCode exitCode)
    {
        if (parse?.GetValue(ResultFile) is { } file)
        {
            AtomicFile.WriteText(file, FormattableString.Invariant($"{parse.GetValue(ResultId)}\n{(int)exitCode}\n") + string.Concat(Made.Select(made => $"{made}\n")));
        }
    }

    private static Option<T> Hidden<T>(string name, string description) => new(name) { Description = description, Hidden = true, Recursive = true };
}
