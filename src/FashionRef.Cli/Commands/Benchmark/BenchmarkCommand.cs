using System.CommandLine;
using System.Text.Json;
using FashionRef.Cli.Output;
using FashionRef.Cli.Speed;
using FashionRef.Cli.Speed.Load;
using FashionRef.Cli.Speed.Workers;
using FashionRef.Cli.Workers;
using FashionRef.Data.Fetching;
using FashionRef.Files;
using FashionRef.Formats.Json;
using FashionRef.Models;
using Spectre.Console;

namespace FashionRef.Cli.Commands.Benchmark;

/// <summary><c>benchmark</c>: the engines' speed, as ratios of times measured in turns.</summary>
internal static class BenchmarkCommand
{
    public static Command Create()
    {
        BenchmarkOptions options = new();
        Command command = new(
            "benchmark", "Measure how fast the engines train and evaluate, in turns, each in its own process. docs/performance.md explains the figures.")
        {
            BenchmarkWorkerCommand.Create(),
            BenchmarkNeighbourCommand.Create(),
        };
        foreach (Option option in options.All)
        {
            command.Add(option);
        }

        command.SetAction(async (parse, cancellationToken) =>
        {
            if (parse.GetValue(options.Load) is null)
            {
                SpeedForms.RequireAll();
            }

            OutputFiles.Refuse(
                DatasetAccess.Files(parse.GetValue(options.Data), parse.GetRequiredValue(options.Artifacts)),
                ("--json", parse.GetValue(options.Json)),
                ("--markdown", parse.GetValue(options.Markdown)));
            IAnsiConsole console = Terminal.Progress(parse);
            FetchResult data = await DatasetAccess.FetchAsync(
                parse.GetValue(options.Data), parse.GetRequiredValue(options.Artifacts), console, cancellationToken).ConfigureAwait(false);
            SpeedSettings settings = options.Settings(parse);
            if (parse.GetValue(options.Load) is { } neighbours)
            {
                List<LoadSpeed> loads = [];
                foreach (int model in options.Models(parse))
                {
                    loads.Add(await MeasureLoadAsync(model, settings, neighbours, data.Folder, console, cancellationToken).ConfigureAwait(false));
                }

                LoadReport loadReport = new(LoadReport.Format1, settings, neighbours, SpeedMachine.Current(), loads);
                string table = LoadMarkdown.Format(loadReport);
                AnsiConsole.Profile.Out.Writer.Write(table);
                Write(parse, options, loadReport, table);
                return (int)ExitCode.Done;
            }

            List<ModelSpeed> models = [];
            foreach (int model in options.Models(parse))
            {
                models.Add(await MeasureAsync(model, settings, data.Folder, console, cancellationToken).ConfigureAwait(false));
            }

            SpeedReport report = new(SpeedReport.Format2, settings, SpeedMachine.Current(), models);
            BenchmarkTable.Write(AnsiConsole.Console, report);
            Write(parse, options, report, SpeedMarkdown.Format(report));
            return (int)ExitCode.Done;
        });
        return command;
    }

    private static async Task<LoadSpeed> MeasureLoadAsync(
        int model, SpeedSettings settings, int neighbours, string dataFolder, IAnsiConsole console, CancellationToken cancellationToken)
    {
        using StepCounter counter = Counter(model, settings, console);
        using SpeedWorkerProcess one = await StartAsync(SpeedForm.Exact, model, threads: 1, dataFolder, cancellationToken).ConfigureAwait(false);
        using SpeedWorkerProcess several = await StartAsync(SpeedForm.Exact, model, settings.Threads, dataFolder, cancellationToken).ConfigureAwait(false);
        using NeighbourProcesses load = NeighbourProcesses.Start(neighbours, () => ProgramStart.Of(BenchmarkNeighbourCommand.Arguments));
        return LoadSpeed.Of(model, await new LoadRounds(settings.Rounds, settings.Steps)
            .RunAsync(one, several, load, counter.Show, cancellationToken).ConfigureAwait(false));
    }

    private static async Task<ModelSpeed> MeasureAsync(
        int model, SpeedSettings settings, string dataFolder, IAnsiConsole console, CancellationToken cancellationToken)
    {
        using StepCounter counter = Counter(model, settings, console);
        List<ISpeedWorker> workers = [];
        try
        {
            // One after the other: started together they would slow each other down.
            foreach (SpeedForm form in SpeedForms.All)
            {
                workers.Add(await StartAsync(form, model, settings.Threads, dataFolder, cancellationToken).ConfigureAwait(false));
            }

            return ModelSpeed.Of(
                model, await new SpeedRounds(settings.Rounds, settings.Steps).RunAsync(workers, counter.Show, cancellationToken).ConfigureAwait(false));
        }
        finally
        {
            workers.ForEach(worker => worker.Dispose());
        }
    }

    private static StepCounter Counter(int model, SpeedSettings settings, IAnsiConsole console) => new(
        console.Profile.Out.Writer, settings.Rounds, Terminal.IsInteractive(console), $"{NotebookModels.Title(model)}: round");

    private static Task<SpeedWorkerProcess> StartAsync(SpeedForm form, int model, int threads, string dataFolder, CancellationToken cancellationToken) =>
        SpeedWorkerProcess.StartAsync(form, ProgramStart.Of(BenchmarkWorkerCommand.Arguments(form, model, threads, dataFolder)), cancellationToken);

    private static void Write<T>(ParseResult parse, BenchmarkOptions options, T report, string markdown)
    {
        Write(parse.GetValue(options.Json), "--json", $"{JsonSerializer.Serialize(report, JsonFormat.Options)}\n");
        Write(parse.GetValue(options.Markdown), "--markdown", markdown);
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
            string cause = failure.InnerException is { } inner ? WriteFault.Reason(Path.GetFullPath(path!), inner) : failure.Message;
            throw new FashionRefException(
                FaultKind.MachineCannot, $"The figures cannot be written to '{path}': {cause} Free space, or name another file with {option}.", failure);
        }
    }
}
