using System.CommandLine;
using FashionRef.Cli.Commands.Train;
using FashionRef.Cli.Options;
using FashionRef.Cli.Output;
using FashionRef.Files;
using FashionRef.Gate.Reference;
using FashionRef.Gate.Runs;
using FashionRef.Training;
using Spectre.Console;

namespace FashionRef.Cli.Commands.Reference;

/// <summary><c>expect</c>: derives what the gate expects of a run from runs known to be correct.</summary>
internal static class ExpectCommand
{
    private const int MostSeeds = 1000;

    public static Command Create()
    {
        Option<string?> from = CommonOptions.OptionalFile("--from", "Runs over seeds to derive it from, for example those of Keras in 'baselines'.");
        Option<int[]?> seeds = SeedsOption.Create("Derive it from this program's own runs: those that are missing are trained.", MostSeeds, SeedRunsFile.FewestRuns);
        Option<string[]> answers = FilesOption.Create("--answers", "Derive what programs must answer to probes: from answers of right programs, the first of them in float64.");
        Option<string> model = ModelOption.CreateForOne("Which of the notebook's models; with --seeds.");
        EnumOption<Shuffle> shuffle = CommonOptions.Shuffle();
        Option<string> folder = CommonOptions.ExpectationsToWrite();
        ReferenceRunOptions training = new();
        Command command = new("expect", "Derive what the gate expects of a run, from runs known to be correct. Review what it changes before you commit it.")
        {
            from, seeds, answers, model, shuffle.Option, folder,
        };
        training.AddTo(command);
        command.Validators.Add(result =>
        {
            bool hasSeeds = result.GetResult(seeds) is not null;
            int sources = new Option[] { from, seeds, answers }.Count(option => result.GetResult(option) is not null);
            if (sources != 1 || hasSeeds != (result.GetResult(model) is not null))
            {
                result.AddError("Give one of --from FILE, --answers FILE..., or --model and --seeds.");
            }
        });
        command.SetAction(async (parse, cancellationToken) =>
        {
            string baselines = parse.GetRequiredValue(folder);
            if (parse.GetValue(answers) is { Length: > 0 } files)
            {
                ProbeExpectation.Write(files, baselines);
                return (int)ExitCode.Done;
            }

            if (parse.GetValue(from) is not { } file)
            {
                int number = ModelOption.Number(parse.GetValue(model))!.Value;
                IReadOnlyList<GateRun> made = await training.RunsAsync(parse, number, shuffle.Value(parse), parse.GetValue(seeds)!, cancellationToken).ConfigureAwait(false);
                SeedRuns runs = SeedRunsOf.Runs(made);
                file = Path.Combine(baselines, SeedRunsFile.Name(runs));
                OutputFiles.Refuse(made.Select(run => run.RecordFile), ("The file of runs", file));
                AtomicFile.WriteText(file, SeedRunsFile.Format(runs));
            }

            // The program's own runs are checked like all others.
            SeedRuns right = SeedRunsFile.Read(file);
            LongSimulation.Announce(parse, right);
            Expectation expectation = Expectation.Of(right, cancellationToken);
            string path = Path.Combine(baselines, ExpectationFile.Name(expectation.Model, expectation.Shuffle));
            OutputFiles.Refuse([file], ("The expectation", path));
            Terminal.Output.WriteLine(ExpectationText.Format(expectation));
            AtomicFile.WriteText(path, ExpectationFile.Format(expectation));
            Terminal.Output.WriteLine($"Written to '{path}'.");
            return (int)ExitCode.Done;
        });
        return command;
    }
}
