using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace FashionRef.Cli.Options;

/// <summary>Shows the parser's own help of a command, and examples below it.</summary>
/// <param name="help">The parser's own.</param>
internal sealed class HelpWithExamples(HelpAction help) : SynchronousCommandLineAction
{
    // Show help even when the rest of the command line is wrong.
    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        int exitCode = help.Invoke(parseResult);
        if (HelpExamples.OfCommands.TryGetValue(CommandPath.Of(parseResult.CommandResult), out IReadOnlyList<string>? examples))
        {
            TextWriter output = parseResult.InvocationConfiguration.Output;
            string program = ((RootCommand)parseResult.RootCommandResult.Command).HelpName!;
            output.WriteLine("Examples:");
            foreach (string example in examples)
            {
                output.WriteLine($"  {program} {example}");
            }

            output.WriteLine();
        }

        return exitCode;
    }
}
