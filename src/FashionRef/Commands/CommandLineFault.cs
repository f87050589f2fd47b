using System.CommandLine;

namespace FashionRef.Commands;

/// <summary>Tells what is wrong with a command line, in one line: the parser's own messages do not tell what is legal.</summary>
internal static class CommandLineFault
{
    /// <summary>Tells the first word that nobody knows, or else what the options say of their values.</summary>
    /// <param name="parse">A command line with errors.</param>
    public static string Describe(ParseResult parse)
    {
        Command command = parse.CommandResult.Command;
        string? unknown = parse.UnmatchedTokens is [string first, ..] ? first : null;
        string fault = (unknown, command) switch
        {
            ({ } word, _) when word.StartsWith('-') => $"There is no option '{word}'. {Meant(word, Options(parse))}The options are {Names(Options(parse))}.",
            ({ } word, RootCommand) => $"There is no command '{word}'. {Meant(word, command.Subcommands)}The commands are {Names(command.Subcommands)}.",
            ({ } word, _) => $"'{command.Name}' does not take '{word}'. Its options are {Names(Options(parse))}.",
            (null, RootCommand) => $"No command is named. The commands are {Names(command.Subcommands)}.",
            _ => string.Join(' ', parse.Errors.Select(error => error.Message).Distinct()),
        };
        string name = command is RootCommand root ? root.HelpName! : command.Name;
        return $"{fault} See '{name} --help'.";
    }

    private static IEnumerable<Option> Options(ParseResult parse) =>
        parse.CommandResult.Command.Options.Concat(parse.RootCommandResult.Command.Options.Where(option => option.Recursive)).Distinct();

    private static string Meant(string word, IEnumerable<Symbol> symbols) =>
        NearestWord.Find(word, symbols.Where(symbol => !symbol.Hidden).Select(symbol => symbol.Name)) is { } meant ? $"Did you mean '{meant}'? " : "";

    private static string Names(IEnumerable<Symbol> symbols) =>
        string.Join(", ", symbols.Where(symbol => !symbol.Hidden).Select(symbol => symbol.Name));
}
