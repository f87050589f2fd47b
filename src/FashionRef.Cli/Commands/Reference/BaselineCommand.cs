using System.CommandLine;
using FashionRef.Cli.Commands.Train;
using FashionRef.Cli.Options;
using FashionRef.Cli.Output;
using FashionRef.Engines;
using FashionRef.Files;
using FashionRef.Gate.Baselines;
using FashionRef.Gate.Reference;
using FashionRef.Gate.Runs;
using FashionRef.Training.Compiled;
using FashionRef.Training.Runs;

namespace FashionRef.Cli.Commands.Reference;

/// <summary><c>baseline</c>: stores a run, for later runs of the same seed to be compared with.</summary>
internal static class BaselineCommand
{
    public static Command Create()
    {
        Option<string> model = ModelOption.CreateOrFile("a Keras file that the folder has an expectation of: its run is made as the gate makes it");
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
            foreach ((RunSettings settings, CompiledFile? file) in ToStore(parse.GetRequiredValue(model), parse.GetRequiredValue(folder), parse.GetValue(seed)))
            {
                runs.Add(await training.RunAsync(parse, settings, file, cancellationToken).ConfigureAwait(false));
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

    private static IEnumerable<(RunSettings Settings, CompiledFile? File)> ToStore(string model, string folder, int seed)
    {
        if (ModelOption.File(model) is not { } path)
        {
            return ModelOption.Numbers(model).Select(number => (RunSettings.Notebook(number, KnownEngines.Exact, seed, threads: 1), (CompiledFile?)null));
        }

        ModelOption.RequireFile(path);
        CompiledFile file = CompiledFile.ReadFresh(path);
        GateReference? reference = GateReference.AllIn(folder).FirstOrDefault(found => found.File?.Sha256 == file.Sha256);
        return reference is not null ? [(reference.SettingsOf(KnownEngines.Exact, seed, threads: 1), file)] : throw new FashionRefException(
            FaultKind.BadRequest, $"'{folder}' has no expectation of the model, loss and optimizer in '{path}'. Derive one first, with 'expect --model {path} --study DIR'.");
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
