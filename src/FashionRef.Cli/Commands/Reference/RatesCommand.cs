using System.CommandLine;
using FashionRef.Cli.Options;
using FashionRef.Cli.Output;
using FashionRef.Gate.Rates;
using FashionRef.Gate.Reference;

namespace FashionRef.Cli.Commands.Reference;

/// <summary><c>rates</c>: how often the gate fails right runs, and how often it catches worse ones.</summary>
internal static class RatesCommand
{
    private const int Trials = 40_000;

    public static Command Create()
    {
        Option<string> model = ModelOption.Create();
        EnumOption<Training.Shuffle> shuffle = CommonOptions.Shuffle();
        Option<string> expectations = ExpectationSource.Create();
        Command command = new("rates", "Measure the gate by simulation: its false alarms, and its chance to catch a drop of the test accuracy. Takes some minutes a model.")
        {
            model, shuffle.Option, expectations,
        };
        command.SetAction((parse, cancellationToken) =>
        {
            ExpectationSource source = new(parse.GetRequiredValue(expectations));
            IEnumerable<GateReference> references = source.OwnModel is { } own ? [own]
                : ModelOption.Numbers(parse.GetRequiredValue(model)).Select(number => source.Read(new ExpectationKey(number, null, shuffle.Value(parse))));
            foreach (GateReference reference in references)
            {
                Terminal.Output.WriteLine(RatesText.Format(GateRates.Of(reference, Trials, cancellationToken)));
            }

            return Task.FromResult((int)ExitCode.Done);
        });
        return command;
    }
}
