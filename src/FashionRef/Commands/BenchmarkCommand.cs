using System.CommandLine;
using System.Text.Json;
using FashionRef.Data;
using FashionRef.Models;
using FashionRef.Speed;
using FashionRef.Training;
using Spectre.Console;

namespace FashionRef.Commands;

/// <summary><c>benchmark</c>: how fast the engines are, as ratios of what was measured in turns.</summary>
internal static class BenchmarkCommand
{
    public static Command Create()
    {
        BenchmarkOptions options = new();
        Command command = new(
            "benchmark", "Measure how fast the engines train and evaluate, in turns and in processes of their own. docs/performance.md tells how to read it.")
        {
            BenchmarkWorkerCommand.Create(),
        };
        foreach (Option option in options.All)
        {
            command.Add(option);
        }

        command.SetAction(async (parse, cancellationToken) =>
        {
            IAnsiConsole console = Terminal.Progress(parse);
            FetchResult data = await DatasetAccess.FetchAsync(
                parse.GetValue(options.Data), parse.GetRequiredValue(options.Artifacts), console, cancellationToken).ConfigureAwait(false);
            SpeedSettings settings = options.Settings(parse);
            List<ModelSpeed> models = [];
            foreach (int model in options.Models(parse))
            {
                models.Add(await MeasureAsync(model, settings, data.Folder, console, cancellationToken).ConfigureAwait(false));
            }

            SpeedReport report = new(SpeedReport.Format2, settings, SpeedMachine.Current(), models);
            BenchmarkTable.Write(AnsiConsole.Console, report);
            Write(parse.GetValue(options.Json), "--json", $"{JsonSerializer.Serialize(report, JsonFormat.Options)}\n");
            Write(parse.GetValue(options.Markdown), "--markdown", SpeedMarkdown.Format(report));
            return (int)ExitCode.Done;
        });
        return command;
    }

    private static async Task<ModelSpeed> MeasureAsync(
        int model, SpeedSettings settings, string dataFolder, IAnsiConsole console, CancellationToken cancellationToken)
    {
        using StepCounter counter = new(
            console.Profile.Out.Writer, settings.Rounds, Terminal.IsInteractive(console), $"{NotebookModels.Title(model)}: round");
        List<ISpeedWorker> workers = [];
        try
        {
            // One after the other: together they would disturb each other's start.
            foreach (SpeedForm form in SpeedForms.All)
            {
                workers.Add(await WorkerProcess.StartAsync(
                    form, ProgramStart.Of(BenchmarkWorkerCommand.Arguments(form, model, settings.Threads, dataFolder)), cancellationToken).ConfigureAwait(false));
            }

            return ModelSpeed.Of(
                model, await new SpeedRounds(settings.Rounds, settings.Steps).RunAsync(workers, counter.Show, cancellationToken).ConfigureAwait(false));
        }
        finally
        {
            workers.ForEach(worker => worker.Dispose());
        }
    }

    private static void Write(string? path, string option, string text)
    {
        try
        {
            if (path is not null)
            {
                AtomicFile.WriteText(path, text);
            }
        }
        catch (FashionRefException failure)
        {
            string cause = failure.InnerException?.Message ?? failure.Message;
            throw new FashionRefException(
                ExitCode.MachineCannot, $"The figures cannot be written to '{path}': {cause} Free space, or name another file with {option}.", failure);
        }
    }
}
