using System.CommandLine;
using System.CommandLine.Parsing;

namespace FashionRef.Cli.Options;

/// <summary>Says in one line what is wrong with a command line: the parser's own messages do not say what is legal.</summary>
internal static class CommandLineFault
{
    /// <summary>Reports the first unknown word, else an option given twice, else a wrong value.</summary>
    /// <param name="parse">A command line.</param>
    /// <returns>Null when nothing is wrong with it.</returns>
    public static string? Find(ParseResult parse)
    {
        string[] twice = [.. Options(parse).Select(parse.GetResult).OfType<OptionResult>().Where(IsTwice).Select(Twice)];
        if (parse.Errors.Count == 0 && twice.Length == 0)
        {
            return null;
        }

        Command command = parse.CommandResult.Command;
        string? unknown = parse.UnmatchedTokens is [string first, ..] ? first : null;
        string fault = (unknown, command) switch
        {
            ({ } word, _) when word.StartsWith('-') => $"There is no option '{word}'. {Meant(word, Options(parse))}The options are {Names(Options(parse))}.",
            ({ } word, { Action: null }) => $"There is no command '{word}'. {Meant(word, command.Subcommands)}The commands are {Names(command.Subcommands)}.",
            ({ } word, _) => $"'{command.Name}' does not take '{word}'. Its options are {Names(Options(parse))}.",
            (null, _) when twice.Length > 0 => string.Join(' ', twice),
            (null, { Action: null }) => $"No command is named. The commands are {Names(command.Subcommands)}.",
            _ => string.Join(' ', parse.Errors.Select(error => error.Message).Distinct()),
        };
        string name = command is RootCommand root ? root.HelpName! : CommandPath.Of(parse.CommandResult);
        return $"{fault} See '{name} --help'.";
    }

    // The parser takes the last value, or reports a wrong one. A flag without a value may be repeated.
    private static bool IsTwice(OptionResult option) =>
        option.IdentifierTokenCount > 1 && option.Tokens.Count > 0 && !option.Option.AllowMultipleArgumentsPerToken;

    private static string Twice(OptionResult option) => FormattableString.Invariant(
        $"{option.Option.Name} is given {option.IdentifierTokenCount} times, and takes one value: give it once.");

    private static IEnumerable<Option> Options(ParseResult parse) =>
        parse.CommandResult.Command.Options.Concat(parse.RootCommandResult.Command.Options.Where(option => option.Recursive)).Distinct();

    private static string Meant(string word, IEnumerable<Symbol> symbols) =>
        NearestWord.Find(word, symbols.Where(symbol => !symbol.Hidden).Select(symbol => symbol.Name)) is { } meant ? $"Did you mean '{meant}'? " : "";

    private static string Names(IEnumerable<Symbol> symbols) =>
        string.Join(", ", symbols.Where(symbol => !symbol.Hidden).Select(symbol => symbol.Name));
}
