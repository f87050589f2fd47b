using System.CommandLine;
using FashionRef.Cli.Commands.Probes;
using FashionRef.Cli.Commands.Studies;
using FashionRef.Cli.Commands.Train;
using FashionRef.Cli.Options;
using FashionRef.Cli.Output;
using FashionRef.Data;
using FashionRef.Engines;
using FashionRef.Files;
using FashionRef.Gate;
using FashionRef.Gate.Reference;
using FashionRef.Gate.Runs;
using FashionRef.Models;
using FashionRef.Probes;
using FashionRef.Studies;
using FashionRef.Training;
using FashionRef.Training.Runs;
using Spectre.Console;

namespace FashionRef.Cli.Commands.Gate;

/// <summary><c>gate</c>: judges runs: pass or fail.</summary>
internal static class GateCommand
{
    private const string BaselineOfSeveral = "--baseline needs a single run of a model: several are compared with the expectation only. Leave it out.";

    private static readonly GateOptions Options = new();

    public static Command Create()
    {
        Command command = new("gate", "Judge runs: exit code 1 when a check fails. docs/gate.md explains the checks, and how often a correct run fails.");
        foreach (Option option in Options.All)
        {
            command.Add(option);
        }

        command.SetAction(async (parse, cancellationToken) =>
        {
            GateReport report;
            try
            {
                Outputs(parse).Begin();
                report = await JudgeAsync(parse, cancellationToken).ConfigureAwait(false);
            }
            catch (OperationCanceledException exception) when (cancellationToken.IsCancellationRequested)
            {
                throw Reported(parse, new(FaultKind.Interrupted, "Stopped.", exception));
            }
            catch (Exception exception)
            {
                throw Reported(parse, Failure.Of(exception));
            }

            return (int)Outputs(parse).Write(report);
        });
        return command;
    }

    /// <summary>Whether a command line is one of this command.</summary>
    public static bool IsNamedIn(ParseResult parse) => parse.CommandResult.Command.Options.Contains(Options.Seeds);

    /// <summary>Writes to every requested output that there is no verdict.</summary>
    /// <param name="parse">The command line; it may be wrong.</param>
    /// <param name="failure">What ended the gate.</param>
    /// <returns>The failure; its details list the outputs that could not be written.</returns>
    public static FashionRefException Reported(ParseResult parse, FashionRefException failure) =>
        Outputs(parse).Write(failure) is { Count: > 0 } unwritten
            ? new(failure.Kind, failure.Message, failure.InnerException) { Details = [.. failure.Details, .. unwritten] }
            : failure;

    private static GateOutputs Outputs(ParseResult parse) => Options.Outputs(parse, Terminal.Output, ConsoleText.Own);

    private static async Task<GateReport> JudgeAsync(ParseResult parse, CancellationToken cancellationToken)
    {
        // Not a parser's validator: a validator cannot read an option whose value was refused.
        Refuse(parse);
        IAnsiConsole console = Terminal.Progress(parse);
        Given given = new(
            [.. (parse.GetValue(Options.Runs) ?? []).Select(GateRun.Read)],
            [.. (parse.GetValue(Options.Answers) ?? []).Select(file => (file, ProbeAnswersFile.Read(file)))]);
        if (given.Answers.FirstOrDefault(answers => !Options.Models(parse).Contains(answers.Content.Model)) is { File: { } other, Content: { } content })
        {
            throw new FashionRefException(
                FaultKind.BadRequest, $"'{other}' answers for {NotebookModels.Title(content.Model)}, and --model asks for another. Leave out --model, or those answers.");
        }

        using GateModelFile? file = Options.ModelFile(parse) is not { } path ? null
            : new GateModelFile(path, given.Runs.SingleOrDefault(), InstalledEngines.Create(Options.NamedEngine(parse) ?? KnownEngines.Exact, parse.GetValue(Options.Threads)));
        given = given with { File = file };
        int[] found = file is not null ? [file.Number] : Options.NamesModel(parse) ? [] : [.. ModelsOf(given.Runs).Union(given.Answers.Select(answers => answers.Content.Model)).Order()];
        int[] models = found.Length == 0 || Options.AsksForModels(parse) ? [.. Options.Models(parse)] : found;

        // Report a faulty expectation before training anything.
        ExpectationSource source = new(parse.GetRequiredValue(Options.Expectations));
        GateReference[] references = [.. models.Select(model => source.Read(model, Options.ShuffleOf(parse, given.Runs.FirstOrDefault(run => run.Record.Settings.Model == model))))];
        if (given.IsNothing)
        {
            EngineOption.ReportIfOther(Options.Engine, parse, Terminal.Lines(console));
        }

        Dataset? data = given.IsNothing || given.Answers.Count > 0 || file is not null || given.Runs.Any(run => run.TellsFeed)
            ? await DatasetAccess.OpenAsync(parse.GetValue(Options.Data), parse.GetRequiredValue(Options.Artifacts), console, cancellationToken).ConfigureAwait(false)
            : null;
        List<GateCheck> checks = [];
        foreach (GateReference reference in references)
        {
            checks.AddRange(await JudgeAsync(parse, reference, source.Folder, given, data, console, cancellationToken).ConfigureAwait(false));
        }

        bool isOne = given.IsNothing && parse.GetValue(Options.Seeds) is not { Length: > 1 };
        return new GateReport(checks)
        {
            Further = isOne && references.All(reference => reference.Expectation.Paired is not null) ? Acceptance.MoreRuns(models, parse.GetValue(Options.Engine)!) : null,
        };
    }

    private static async Task<IReadOnlyList<GateCheck>> JudgeAsync(
        ParseResult parse, GateReference reference, string folder, Given given, Dataset? data, IAnsiConsole console, CancellationToken cancellationToken)
    {
        int model = reference.Expectation.Model;
        GateCheck[] probes = given.IsNothing
            ? [.. Probe(parse, model, folder, data!, console, cancellationToken)]
            : [.. given.Answers.Where(answers => answers.Content.Model == model).SelectMany(answers => new GateProbes(folder, data!, console).Judge(answers.Content, answers.File))];

        // An engine that computes something else needs no training to be found out.
        if (given.IsNothing && probes.Any(check => check.Verdict == CheckVerdict.Failed))
        {
            return probes;
        }

        ModelGate gate = new(reference, folder, parse.GetValue(Options.Baseline), Acceptance.Commands, data?.Train);
        if (given.IsNothing && Options.IsAutomatic(parse))
        {
            return [.. probes, .. await LookAsync(parse, gate, reference, console, cancellationToken).ConfigureAwait(false)];
        }

        IReadOnlyList<GateRun> runs = given.IsNothing
            ? await RunsAsync(parse, model, console, cancellationToken).ConfigureAwait(false)
            : [.. given.Runs.Where(run => run.Record.Settings.Model == model || Options.NamesModel(parse))];
        if (runs.Count > 0 || (probes.Length == 0 && given.File is null))
        {
            Refuse(runs, model, parse.GetValue(Options.Baseline));
        }

        return
        [
            .. probes,
            .. runs.Count > 0 ? gate.Judge(runs) : [],
            .. given.File is { } file ? gate.Judge(file.Answer(data!.Test, cancellationToken)) : [],
        ];
    }

    // One run, and more only where that leaves a doubt. Runs are kept, so that a gate that was stopped goes on where it was.
    private static async Task<IReadOnlyList<GateCheck>> LookAsync(ParseResult parse, ModelGate gate, GateReference reference, IAnsiConsole console, CancellationToken cancellationToken)
    {
        Expectation expectation = reference.Expectation;
        int[] seeds = parse.GetValue(Options.Seeds)!;
        if (expectation.Paired is null || seeds.Except(reference.Paired.Seeds).Any())
        {
            throw new FashionRefException(
                FaultKind.BadRequest,
                $"--seeds auto needs right runs that start alike for the seeds {SeedList.Format(seeds)}, and the expectation of {expectation.Title} has none. Name the seeds, for example --seeds 1..10.");
        }

        for (int look = 0; ; look++)
        {
            IReadOnlyList<GateRun> runs = await RunsAsync(parse, expectation.Model, seeds, GateLook.Runs[look], console, cancellationToken).ConfigureAwait(false);
            IReadOnlyList<GateCheck> checks = gate.Judge(runs, look == 0 ? GateLook.First : GateLook.Later);
            if (!GateLook.GoesOn(look, checks))
            {
                return checks;
            }

            string found = GateLook.CurveOf(checks) is { P: { } p } ? FormattableString.Invariant($" (p = {p:G2}, below {GateLook.GoesOnBelow})") : "";
            Terminal.Lines(console).WriteLine(FormattableString.Invariant(
                $"{NotebookModels.Title(expectation.Model)}: {runs.Count} of {GateLook.Runs[look + 1]} runs leave a doubt{found}; going on."));
        }
    }

    private static void Refuse(ParseResult parse)
    {
        string[] runs = parse.GetValue(Options.Runs) ?? [];
        string[] answers = parse.GetValue(Options.Answers) ?? [];
        int[] seeds = parse.GetValue(Options.Seeds) ?? [];
        string? fault = Options.FileFaults(parse).FirstOrDefault() is { Fault: { } file } ? file
            : seeds.Length > 0 && runs.Length > 0 ? "Give either --seeds or --run."
            : seeds.Length > 1 && parse.GetValue(Options.Baseline) ? BaselineOfSeveral
            : Options.ModelFile(parse) is not null && FaultBesideFile(runs, answers, seeds, parse.GetValue(Options.Baseline)) is { } beside ? beside
            : runs.Length > 0 && Options.NamedEngine(parse) is not null && Options.ModelFile(parse) is null ? "Give either --engine or --run: a run.json names its engine itself."
            : answers.Length > 0 && Options.NamedEngine(parse) is not null ? "Give either --engine or --answers: --engine is for engines of this program."
            : seeds.Length > 0 && answers.Length > 0 ? "Give either --seeds or --answers."
            : answers.Length > 0 && runs.Length == 0 && parse.GetValue(Options.Baseline) ? "--baseline is for a run, and --answers are of single steps. Give --run too, or leave --baseline out."
            : answers.Where(file => InputFile.PathFault(file) is null).GroupBy(Path.GetFullPath).FirstOrDefault(same => same.Count() > 1) is { } twice ? $"--answers names '{twice.First()}' twice. Name it once."
            : FilesOption.Fault("--run", runs, "gate") ?? FilesOption.Fault("--answers", answers, "gate");
        if (fault is not null)
        {
            throw new FashionRefException(FaultKind.BadRequest, fault);
        }
    }

    private static string? FaultBesideFile(string[] runs, string[] answers, int[] seeds, bool requiresBaseline) =>
        runs.Length > 1 ? "A model file is the model of one run: give one --run, or none."
        : seeds.Length > 0 ? "Give either a model file or --seeds: with --seeds this program trains."
        : answers.Length > 0 ? "Give either a model file or --answers."
        : runs.Length == 0 && requiresBaseline ? "--baseline is for a run, and a model file alone is none. Give --run too, or leave --baseline out."
        : null;

    // Which runs belong together is known only from their records.
    private static void Refuse(IReadOnlyList<GateRun> runs, int model, bool requiresBaseline)
    {
        if (runs.Count == 0)
        {
            throw new FashionRefException(
                FaultKind.BadRequest, $"--model asks for {NotebookModels.Title(model)}, but nothing that was given is of that model. Add a --run or --answers, or leave out --model.");
        }

        if (runs.Count > ModelGate.MostRuns)
        {
            throw new FashionRefException(
                FaultKind.BadRequest,
                FormattableString.Invariant($"{runs.Count} runs of a model are more than can be judged: legal are 1 to {ModelGate.MostRuns}."));
        }

        if (requiresBaseline && runs.Count > 1)
        {
            throw new FashionRefException(FaultKind.BadRequest, BaselineOfSeveral);
        }
    }

    private static IEnumerable<int> ModelsOf(IReadOnlyList<GateRun> runs)
    {
        GateRun? stranger = runs.FirstOrDefault(run => !NotebookModels.Numbers.Contains(run.Record.Settings.Model));
        return stranger is null
            ? runs.Select(run => run.Record.Settings.Model).Distinct().Order()
            : throw new FashionRefException(
                FaultKind.BadRequest,
                FormattableString.Invariant($"'{stranger.RecordFile}' is of model {stranger.Record.Settings.Model}. The notebook has models 1 and 2."));
    }

    private static IReadOnlyList<GateCheck> Probe(ParseResult parse, int model, string expectations, Dataset data, IAnsiConsole console, CancellationToken cancellationToken)
    {
        int threads = parse.GetValue(Options.Threads);
        string folder = ProbePackAtHand.FolderOf(parse.GetRequiredValue(Options.Artifacts), model);
        return new GateProbes(expectations, data, console)
            .Judge(model, InstalledEngines.Create(parse.GetRequiredValue(Options.Engine), threads), threads, folder, cancellationToken);
    }

    // The parser gives an empty list where no seed was given.
    private static Task<IReadOnlyList<GateRun>> RunsAsync(ParseResult parse, int model, IAnsiConsole console, CancellationToken cancellationToken)
    {
        int[] seeds = parse.GetValue(Options.Seeds) is { Length: > 0 } named ? named : [CommonOptions.DefaultSeed];
        return RunsAsync(parse, model, seeds, seeds.Length, console, cancellationToken);
    }

    // A single run is one that 'train' makes; several are a study. Of seeds that may all be wanted in the end the first is such a run.
    private static async Task<IReadOnlyList<GateRun>> RunsAsync(
        ParseResult parse, int model, int[] seeds, int first, IAnsiConsole console, CancellationToken cancellationToken)
    {
        int threads = parse.GetValue(Options.Threads);
        string? data = parse.GetValue(Options.Data);
        string artifacts = parse.GetRequiredValue(Options.Artifacts);
        Shuffle shuffle = Options.Shuffle.Value(parse);
        IEngine engine = InstalledEngines.Create(parse.GetRequiredValue(Options.Engine), threads);
        SeedStudy study = new(engine.Name, threads, data, artifacts, console);
        if (seeds.Length > 1 && !Options.IsAutomatic(parse))
        {
            return await study.RunsAsync(model, shuffle, seeds, first, cancellationToken).ConfigureAwait(false);
        }

        RunSettings settings = RunSettings.Notebook(model, engine.Name, seeds[0], threads, shuffle);
        GateRun single = await new RunAtHand(engine, data, artifacts, console).GetAsync(settings, cancellationToken).ConfigureAwait(false);
        return first == 1 ? [single] : [single, .. await study.RunsAsync(model, shuffle, seeds[1..], first - 1, cancellationToken).ConfigureAwait(false)];
    }

    // What is to be judged; if nothing was given, an engine of this program.
    private sealed record Given(IReadOnlyList<GateRun> Runs, IReadOnlyList<(string File, ProbeAnswers Content)> Answers)
    {
        public GateModelFile? File { get; init; }

        public bool IsNothing => Runs.Count == 0 && Answers.Count == 0 && File is null;
    }
}
