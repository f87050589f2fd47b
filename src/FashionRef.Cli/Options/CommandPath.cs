using System.CommandLine;
using System.CommandLine.Parsing;

namespace FashionRef.Cli.Options;

/// <summary>The words behind the program's name that lead to a command, for example <c>study plan</c>.</summary>
internal static class CommandPath
{
    /// <summary>Of the command that was parsed; empty for the program itself.</summary>
    /// <param name="parsed">The command's part of a command line.</param>
    public static string Of(CommandResult parsed)
    {
        Stack<string> names = [];
        for (CommandResult? above = parsed; above is { Command: not RootCommand }; above = above.Parent as CommandResult)
        {
            names.Push(above.Command.Name);
        }

        return string.Join(' ', names);
    }

    /// <summary>Every command that does something and is shown, with its path.</summary>
    /// <param name="root">The program.</param>
    public static IEnumerable<(string Path, Command Command)> All(RootCommand root) => Below(root, "");

    private static IEnumerable<(string Path, Command Command)> Below(Command command, string path) =>
        from below in command.Subcommands
        where !below.Hidden
        let words = path.Length == 0 ? below.Name : $"{path} {below.Name}"
        from found in below.Action is null ? Below(below, words) : [(words, below)]
        select found;
}
