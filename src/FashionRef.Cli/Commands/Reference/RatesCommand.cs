using System.CommandLine;
using FashionRef.Cli.Options;
using FashionRef.Cli.Output;
using FashionRef.Gate.Rates;
using FashionRef.Gate.Reference;

namespace FashionRef.Cli.Commands.Reference;

/// <summary><c>rates</c>: how often the gate fails correct runs, and how often it catches worse ones.</summary>
internal static class RatesCommand
{
    public static Command Create()
    {
        Option<string> from = CommonOptions.File("--from", "Runs over seeds known to be correct, for example those of Keras in 'baselines'.");
        from.Required = true;
        Command command = new("rates", "Measure the gate on runs known to be correct: its false alarms, and its chance to catch a drop. Takes about a minute.") { from };
        command.SetAction((parse, cancellationToken) =>
        {
            SeedRuns runs = SeedRunsFile.Read(parse.GetRequiredValue(from));
            LongSimulation.Announce(parse, runs);
            Terminal.Output.WriteLine(RatesText.Format(GateRates.Of(runs, cancellationToken: cancellationToken)));
            return Task.FromResult((int)ExitCode.Done);
        });
        return command;
    }
}
