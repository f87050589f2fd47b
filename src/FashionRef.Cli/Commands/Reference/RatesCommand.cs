using System.CommandLine;
using FashionRef.Cli.Options;
using FashionRef.Cli.Output;
using FashionRef.Gate.Rates;
using FashionRef.Gate.Reference;

namespace FashionRef.Cli.Commands.Reference;

/// <summary><c>rates</c>: how often the gate stops right runs, and how often it catches worse ones.</summary>
internal static class RatesCommand
{
    public static Command Create()
    {
        Option<string> from = CommonOptions.File("--from", "Runs over seeds that are known to be right, for example those of Keras in 'baselines'.");
        from.Required = true;
        Command command = new("rates", "Measure the gate on runs that are known to be right: false alarms, and the chance to catch a drop. Takes about a minute.") { from };
        command.SetAction((parse, cancellationToken) =>
        {
            SeedRuns runs = SeedRunsFile.Read(parse.GetRequiredValue(from));
            LongSimulation.Tell(parse, runs);
            Terminal.Output.WriteLine(RatesText.Format(GateRates.Of(runs, cancellationToken: cancellationToken)));
            return Task.FromResult((int)ExitCode.Done);
        });
        return command;
    }
}
