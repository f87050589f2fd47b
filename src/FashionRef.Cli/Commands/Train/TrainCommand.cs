using System.CommandLine;
using FashionRef.Cli.Options;
using FashionRef.Cli.Output;
using FashionRef.Data;
using FashionRef.Engines;
using FashionRef.Training.Compiled;
using FashionRef.Training.Runs;
using Spectre.Console;

namespace FashionRef.Cli.Commands.Train;

/// <summary><c>train</c>: trains models, evaluates them and writes what other commands read.</summary>
internal static class TrainCommand
{
    public static Command Create()
    {
        TrainOptions options = new();
        Command command = new("train", "Train models, evaluate them and write weights, history, predictions, pictures and the record of the run.");
        foreach (Option option in options.All)
        {
            command.Add(option);
        }

        command.SetAction(async (parse, cancellationToken) =>
        {
            IAnsiConsole console = Terminal.Progress(parse);

            // Read the user's file first, to report what is wrong with it before fetching data.
            string? path = options.File(parse);
            (CompiledFile File, RunSettings Settings)? compiled = path is null ? null : options.Compiled(parse, path);
            string artifactsFolder = parse.GetRequiredValue(options.Artifacts);
            if (compiled is { Settings: var settings })
            {
                RequireOther(path!, RunFolder.Of(artifactsFolder, settings));
            }

            IEngine engine = InstalledEngines.Create(parse.GetRequiredValue(options.Engine), parse.GetValue(options.Threads));
            Dataset data = await DatasetAccess.OpenAsync(
                parse.GetValue(options.Data), artifactsFolder, console, cancellationToken).ConfigureAwait(false);
            if (compiled is var (file, run))
            {
                FileTraining fileTraining = new(engine, data, artifactsFolder, console, TimeProvider.System)
                {
                    TensorBoardFolder = parse.GetValue(options.TensorBoard),
                    IsForced = parse.GetValue(options.Force),
                    Choices = options.OfFile.Fit(parse),
                };
                fileTraining.Execute(file, run, parse.GetValue(options.Resume), cancellationToken);
                CallerOptions.AddFile(RunFolder.Of(artifactsFolder, run).Record);
                return (int)ExitCode.Done;
            }

            ModelTraining training = new(engine, data, artifactsFolder, console, TimeProvider.System)
            {
                TensorBoardFolder = parse.GetValue(options.TensorBoard),
                IsForced = parse.GetValue(options.Force),
            };
            foreach (int model in ModelOption.Numbers(parse.GetRequiredValue(options.Model)))
            {
                RunSettings notebook = options.Settings(parse, model);
                training.Execute(notebook, parse.GetValue(options.Resume), cancellationToken);
                CallerOptions.AddFile(RunFolder.Of(artifactsFolder, notebook).Record);
            }

            return (int)ExitCode.Done;
        });
        return command;
    }

    // The run begins with deleting an earlier one's results.
    private static void RequireOther(string file, RunFolder folder)
    {
        if (OutputFiles.Faults([file], folder.Files.Append(folder.BestModelFile).Select(result => ("a result", (string?)result))).Any())
        {
            throw new FashionRefException(
                FaultKind.BadRequest, $"The training would delete the file that it starts from: '{file}' stands where its own results go. Copy the file to a place outside '{folder.Root}'.")
            {
                Remedy = Remedy.OtherFolder,
            };
        }
    }
}
