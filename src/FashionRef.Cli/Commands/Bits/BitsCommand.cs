using System.CommandLine;
using System.Text.Json;
using FashionRef.Cli.Documents;
using FashionRef.Cli.Output;
using FashionRef.Engines;
using FashionRef.Formats.Json;
using FashionRef.Training.Bits;
using FashionRef.Training.Runs.Machine;

namespace FashionRef.Cli.Commands.Bits;

/// <summary><c>bits</c>: hashes of what an engine computes, to compare two machines without the data set.</summary>
internal static class BitsCommand
{
    public static Command Create()
    {
        BitsOptions options = new();
        Command command = new(
            "bits", "Take a few training steps on made-up images and print the hashes of weights and logits, to compare machines without the data set.");
        foreach (Option option in options.All)
        {
            command.Add(option);
        }

        command.SetAction((parse, cancellationToken) =>
        {
            // Fail on an unusable file before the work.
            string? compare = parse.GetValue(options.Compare);
            OutputFiles.Refuse(compare is null ? [] : [compare], ("--store", parse.GetValue(options.Store)));
            BitsRecord? expected = compare is null ? null : BitsFile.Read(compare);
            IEngine engine = options.CreateEngine(parse);
            BitsRun[] runs = [.. options.Settings(parse).Select(settings => BitsRun.Of(engine, settings, cancellationToken))];
            string[] faults = [.. runs.Select(run => expected?.FaultOf(run)).OfType<string>()];
            BitsDocument document = new(
                BitsDocument.CurrentFormat,
                VectorHardware.Current(),
                options.Threads(parse),
                runs,
                compare is null ? null : new BitsComparison(compare, faults.Length == 0, faults));
            bool json = parse.GetValue(options.Json);
            Terminal.Output.Write(json ? JsonSerializer.Serialize(document, JsonFormat.Options) + "\n" : BitsText.Format(document));
            if (faults.Length > 0)
            {
                throw new FashionRefException(
                    FaultKind.CheckFailed,
                    $"{string.Join("; ", faults)}. They were compared with '{compare}'; to store new ones there, use --store.");
            }

            Terminal.Output.Write(json || compare is null ? "" : $"The same bits as stored in '{compare}'.\n");
            if (parse.GetValue(options.Store) is { } store)
            {
                BitsFile.Store(store, document.Runs);
            }

            return Task.FromResult((int)ExitCode.Done);
        });
        return command;
    }
}
