using System.CommandLine;
using FashionRef.Cli.Commands.Train;
using FashionRef.Cli.Options;
using FashionRef.Cli.Output;
using FashionRef.Files;
using FashionRef.Gate.Baselines;
using FashionRef.Gate.Runs;
using FashionRef.Training.Runs;

namespace FashionRef.Cli.Commands.Reference;

/// <summary><c>baseline</c>: stores a run, for later runs of the same seed to be compared with.</summary>
internal static class BaselineCommand
{
    public static Command Create()
    {
        Option<string> model = ModelOption.Create();
        Option<int> seed = CommonOptions.Seed();
        Option<string> folder = CommonOptions.ExpectationsToWrite();
        ReferenceRunOptions training = new();
        Command command = new("baseline", "Store runs as baselines for the gate, and show what that changes. Review it before you commit it.")
        {
            model, seed, folder,
        };
        training.AddTo(command);
        command.SetAction(async (parse, cancellationToken) =>
        {
            List<GateRun> runs = [];
            foreach (int number in ModelOption.Numbers(parse.GetRequiredValue(model)))
            {
                runs.Add(await training.RunAsync(parse, number, parse.GetValue(seed), cancellationToken).ConfigureAwait(false));
            }

            TextWriter output = Terminal.Output;
            foreach (GateRun run in runs)
            {
                string path = BaselineFile.PathOf(parse.GetRequiredValue(folder), run.Record.Settings);
                OutputFiles.Refuse([run.RecordFile], ("The baseline", path));
                Baseline? before = Stored(path, run.Record.Settings, output);
                Baseline after = Baseline.Of(run);
                AtomicFile.WriteText(path, BaselineFile.Format(after));
                output.WriteLine(BaselineText.Format(before, after));
                output.WriteLine($"Written to '{path}'.\n");
            }

            return (int)ExitCode.Done;
        });
        return command;
    }

    // An unreadable old baseline must not prevent a new one.
    private static Baseline? Stored(string path, RunSettings settings, TextWriter console)
    {
        try
        {
            return BaselineFile.ReadIfThere(path, settings);
        }
        catch (FashionRefException exception)
        {
            console.WriteLine(Failure.Of(exception).Message);
            return null;
        }
    }
}
