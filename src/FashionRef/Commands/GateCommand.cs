using System.CommandLine;
using System.CommandLine.Parsing;
using FashionRef.Engines.Torch;
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
    public static Command Create()
    {
        GateOptions options = new();
        Command command = new("gate", "Judge runs: exit code 1 when a check says no. docs/gate.md tells what is checked, and how often a right run is stopped.");
        foreach (Option option in options.All)
        {
            command.Add(option);
        }

        command.Validators.Add(result => Refuse(result, options));
        command.SetAction(async (parse, cancellationToken) =>
        {
            IAnsiConsole console = AnsiConsole.Console;
            IReadOnlyList<GateRun> given = [.. (parse.GetValue(options.Runs) ?? []).Select(GateRun.Read)];
            int[] models = [.. given.Count == 0 || options.NamesModel(parse) ? options.Models(parse) : ModelsOf(given)];

            // What is wrong with an expectation is told before anything is trained.
            Expectation[] expectations = [.. models.Select(model => Expect(parse, options, model, given))];
            List<GateCheck> checks = [];
            foreach (Expectation expectation in expectations)
            {
                IReadOnlyList<GateRun> runs = given.Count == 0
                    ? await RunsAsync(parse, options, expectation.Model, console, cancellationToken).ConfigureAwait(false)
                    : [.. given.Where(run => run.Record.Settings.Model == expectation.Model || options.NamesModel(parse))];
                checks.AddRange(new ModelGate(
                    expectation, parse.GetRequiredValue(options.Expectations), parse.GetValue(options.Baseline), [TorchEngine.EngineName]).Judge(runs));
            }

            return (int)options.Outputs(parse, console.Profile.Out.Writer).Tell(new GateReport(checks));
        });
        return command;
    }

    private static void Refuse(CommandResult result, GateOptions options)
    {
        int[]? seeds = result.GetResult(options.Seeds) is null ? null : result.GetValue(options.Seeds);
        bool hasRuns = result.GetResult(options.Runs) is not null;
        if (seeds is not null && hasRuns)
        {
            result.AddError("Give either --seeds or --run.");
        }

        if (result.GetValue(options.Baseline) && (seeds?.Length > 1 || result.GetValue(options.Runs) is { Length: > 1 }))
        {
            result.AddError("--baseline is for one run: several runs are held against the expectation alone.");
        }

        if (result.GetValue(options.Runs) is { Length: > BandCalibration.MostRuns } many)
        {
            result.AddError(FormattableString.Invariant($"{many.Length} runs are more than can be judged: legal are 1 to {BandCalibration.MostRuns}."));
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
        Shuffle shuffle = given.FirstOrDefault(run => run.Record.Settings.Model == model)?.Record.Settings.Shuffle ?? options.Shuffle.Value(parse);
        string path = Path.Combine(parse.GetRequiredValue(options.Expectations), ExpectationFile.Name(model, shuffle));
        Expectation expectation = ExpectationFile.Read(path);
        return expectation.Model == model && expectation.Shuffle == shuffle
            ? expectation
            : throw new FashionRefException(
                ExitCode.BadRequest, $"'{path}' is of {expectation.Title}. The command 'expect' writes one that is what its name says.");
    }

    private static Task<IReadOnlyList<GateRun>> RunsAsync(
        ParseResult parse, GateOptions options, int model, IAnsiConsole console, CancellationToken cancellationToken)
    {
        TorchEngine engine = new(parse.GetValue(options.Threads));
        SeedTraining training = new(engine, parse.GetValue(options.Data), parse.GetRequiredValue(options.Artifacts), console);
        IEnumerable<int> seeds = parse.GetValue(options.Seeds) ?? [CommonOptions.DefaultSeed];
        return training.RunsAsync(
            seeds.Select(seed => RunSettings.Notebook(model, engine.Name, seed, parse.GetValue(options.Threads), options.Shuffle.Value(parse))),
            cancellationToken);
    }
}
