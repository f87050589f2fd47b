using System.CommandLine;
using FashionRef.Engines;
using FashionRef.Gate;
using FashionRef.Gate.Reference;
using FashionRef.Gate.Runs;
using FashionRef.Models;
using FashionRef.Training;
using Spectre.Console;

namespace FashionRef.Commands;

/// <summary><c>gate</c>: says whether runs are right.</summary>
internal static class GateCommand
{
    private const string BaselineOfSeveral = "--baseline is for one run of a model: several are held against the expectation alone. Leave it out.";

    public static Command Create()
    {
        GateOptions options = new();
        Command command = new("gate", "Judge runs: exit code 1 when a check says no. docs/gate.md tells what is checked, and how often a right run is stopped.");
        foreach (Option option in options.All)
        {
            command.Add(option);
        }

        command.SetAction(async (parse, cancellationToken) =>
        {
            // Not as the parser's validator: there a value that its own option refuses cannot be asked for.
            Refuse(parse, options);
            IAnsiConsole console = Terminal.Progress(parse);
            IReadOnlyList<GateRun> given = [.. (parse.GetValue(options.Runs) ?? []).Select(GateRun.Read)];
            int[] found = options.NamesModel(parse) ? [] : [.. ModelsOf(given)];
            int[] models = found.Length == 0 || options.AsksForModels(parse) ? [.. options.Models(parse)] : found;

            // What is wrong with an expectation is told before anything is trained.
            Expectation[] expectations = [.. models.Select(model => Expect(parse, options, model, given))];
            options.RefuseOutputs(parse, models, given);
            List<GateCheck> checks = [];
            foreach (Expectation expectation in expectations)
            {
                IReadOnlyList<GateRun> runs = given.Count == 0
                    ? await RunsAsync(parse, options, expectation.Model, console, cancellationToken).ConfigureAwait(false)
                    : [.. given.Where(run => run.Record.Settings.Model == expectation.Model || options.NamesModel(parse))];
                Refuse(runs, expectation.Model, parse.GetValue(options.Baseline));
                checks.AddRange(new ModelGate(
                    expectation, parse.GetRequiredValue(options.Expectations), parse.GetValue(options.Baseline)).Judge(runs));
            }

            return (int)options.Outputs(parse, Terminal.Output, StandardStreams.OwnText).Tell(new GateReport(checks));
        });
        return command;
    }

    private static void Refuse(ParseResult parse, GateOptions options)
    {
        string[] runs = parse.GetValue(options.Runs) ?? [];
        int[] seeds = parse.GetValue(options.Seeds) ?? [];
        string? fault = seeds.Length > 0 && runs.Length > 0 ? "Give either --seeds or --run."
            : seeds.Length > 1 && parse.GetValue(options.Baseline) ? BaselineOfSeveral
            : runs.Length > 0 && parse.GetResult(options.Engine) is { Implicit: false } ? "Give either --engine or --run: a run.json names its engine itself."
            : RunsOption.Fault(runs, "gate");
        if (fault is not null)
        {
            throw new FashionRefException(ExitCode.BadRequest, fault);
        }
    }

    // Only the records tell which runs belong together.
    private static void Refuse(IReadOnlyList<GateRun> runs, int model, bool requiresBaseline)
    {
        if (runs.Count == 0)
        {
            throw new FashionRefException(
                ExitCode.BadRequest, $"--model asks for {NotebookModels.Title(model)}, and no --run is of it. Give one, or leave out --model.");
        }

        if (runs.Count > BandCalibration.MostRuns)
        {
            throw new FashionRefException(
                ExitCode.BadRequest,
                FormattableString.Invariant($"{runs.Count} runs of a model are more than can be judged: legal are 1 to {BandCalibration.MostRuns}."));
        }

        if (requiresBaseline && runs.Count > 1)
        {
            throw new FashionRefException(ExitCode.BadRequest, BaselineOfSeveral);
        }
    }

    private static IEnumerable<int> ModelsOf(IReadOnlyList<GateRun> runs)
    {
        GateRun? stranger = runs.FirstOrDefault(run => !NotebookModels.Numbers.Contains(run.Record.Settings.Model));
        return stranger is null
            ? runs.Select(run => run.Record.Settings.Model).Distinct().Order()
            : throw new FashionRefException(
                ExitCode.BadRequest,
                FormattableString.Invariant($"'{stranger.RecordFile}' is of model {stranger.Record.Settings.Model}. The notebook has models 1 and 2."));
    }

    private static Expectation Expect(ParseResult parse, GateOptions options, int model, IReadOnlyList<GateRun> given)
    {
        Shuffle shuffle = options.ShuffleOf(parse, given.FirstOrDefault(run => run.Record.Settings.Model == model));
        return ExpectationFile.Read(parse.GetRequiredValue(options.Expectations), model, shuffle);
    }

    private static Task<IReadOnlyList<GateRun>> RunsAsync(
        ParseResult parse, GateOptions options, int model, IAnsiConsole console, CancellationToken cancellationToken)
    {
        IEngine engine = KnownEngines.Create(parse.GetRequiredValue(options.Engine), parse.GetValue(options.Threads));
        SeedTraining training = new(engine, parse.GetValue(options.Data), parse.GetRequiredValue(options.Artifacts), console);

        // The parser gives an empty list where none was given.
        int[] seeds = parse.GetValue(options.Seeds) is { Length: > 0 } named ? named : [CommonOptions.DefaultSeed];
        return training.RunsAsync(
            seeds.Select(seed => RunSettings.Notebook(model, engine.Name, seed, parse.GetValue(options.Threads), options.Shuffle.Value(parse))),
            cancellationToken);
    }
}
