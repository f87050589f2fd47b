using System.CommandLine;
using FashionRef.Cli.Commands.Probes;
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
using FashionRef.Training.Compiled;
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
        if (given.Answers.FirstOrDefault(answers => !Options.Models(parse).Contains(answers.Content.Model)) is { File: { } unasked, Content: { } content })
        {
            throw new FashionRefException(
                FaultKind.BadRequest, $"'{unasked}' answers for {NotebookModels.Title(content.Model)}, and --model asks for another. Leave out --model, or those answers.");
        }

        // Report a faulty expectation before training anything.
        ExpectationSource source = new(parse.GetRequiredValue(Options.Expectations));
        RefuseBesideOwn(parse, source.OwnModel, given);
        GateTraining training = new(Options, parse, console);
        (string Path, CompiledFile File)? named = source.OwnModel is null ? null : training.NamedToTrain();
        RefuseBesideFile(parse, isTrained: named is not null);
        if (named is { } other && new ModelGate(source.OwnModel!, source.Folder, requiresBaseline: false).Judge(other.Path, other.File) is { } difference)
        {
            return new GateReport([difference]);
        }

        using GateModelFile? file = named is not null || Options.ModelFile(parse) is not { } path ? null
            : new GateModelFile(path, given.Runs.SingleOrDefault(), source.OwnModel, InstalledEngines.Create(Options.NamedEngine(parse) ?? KnownEngines.Exact, parse.GetValue(Options.Threads)));
        given = given with { File = file };
        GateReference[] references = source.OwnModel is { } own ? [own] : [.. Keys(parse, given).Select(source.Read)];
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
            checks.AddRange(await JudgeAsync(parse, reference, source, given, training, data, console, cancellationToken).ConfigureAwait(false));
        }

        bool isOne = given.IsNothing && parse.GetValue(Options.Seeds) is not { Length: > 1 };
        return new GateReport(checks)
        {
            Further = isOne && references.All(reference => reference.Expectation.Paired is not null) ? Acceptance.MoreRuns([.. references.Select(reference => reference.Expectation)], parse.GetValue(Options.Engine)!, parse.GetRequiredValue(Options.Expectations)) : null,
        };
    }

    // Of which models there must be an expectation: those of what was given, and those that were asked for.
    private static IEnumerable<ExpectationKey> Keys(ParseResult parse, Given given)
    {
        ExpectationKey[] found = given.File is { } file ? [new(file.Number, null, Options.ShuffleOf(parse, given.Runs.Count > 0 ? given.Runs[0] : null))]
            : Options.NamesModel(parse) ? []
            : [.. KeysOf(given.Runs, parse), .. given.Answers.Select(answers => KeyOf(answers.Content.Model))];
        IEnumerable<ExpectationKey> asked = found.Length == 0 || Options.AsksForModels(parse) ? Options.Models(parse).Select(KeyOf) : [];
        return [.. found.Concat(asked).DistinctBy(key => (key.Model, key.File?.Name)).OrderBy(key => key.Model).ThenBy(key => key.ModelTitle, StringComparer.Ordinal)];

        ExpectationKey KeyOf(int model) => new(model, null, Options.ShuffleOf(parse, given.Runs.FirstOrDefault(run => run.Record.Settings.Model == model)));
    }

    private static IEnumerable<ExpectationKey> KeysOf(IReadOnlyList<GateRun> runs, ParseResult parse)
    {
        GateRun? stranger = runs.FirstOrDefault(run => run.Record.Settings.File is null && !NotebookModels.Numbers.Contains(run.Record.Settings.Model));
        return stranger is null
            ? runs.Select(run => ExpectationKey.Of(run.Record.Settings) with { Shuffle = Options.ShuffleOf(parse, run) })
            : throw new FashionRefException(
                FaultKind.BadRequest,
                FormattableString.Invariant($"'{stranger.RecordFile}' is of model {stranger.Record.Settings.Model}. The notebook has models 1 and 2."));
    }

    private static void RefuseBesideOwn(ParseResult parse, GateReference? own, Given given)
    {
        if (own?.Expectation is not { } expectation)
        {
            return;
        }

        string? fault = given.Answers.Count > 0 ? "--answers are to probes of the notebook's models"
            : Options.AsksForModels(parse) ? "--model names one of the notebook's"
            : parse.GetResult(Options.Shuffle.Option) is { Implicit: false } && Options.Shuffle.Value(parse) != expectation.Shuffle ? "--shuffle asks for another order"
            : null;
        if (fault is not null)
        {
            throw new FashionRefException(FaultKind.BadRequest, $"--expectations names those of {expectation.Key.Title}, and {fault}. Leave one of the two out.");
        }
    }

    private static async Task<IReadOnlyList<GateCheck>> JudgeAsync(
        ParseResult parse, GateReference reference, ExpectationSource source, Given given, GateTraining training, Dataset? data, IAnsiConsole console, CancellationToken cancellationToken)
    {
        ExpectationKey key = reference.Expectation.Key;
        GateCheck[] probes = key.File is not null ? []
            : given.IsNothing ? [.. Probe(parse, key.Model, source.Folder, data!, console, cancellationToken)]
            : [.. given.Answers.Where(answers => answers.Content.Model == key.Model).SelectMany(answers => new GateProbes(source.Folder, data!, console).Judge(answers.Content, answers.File))];

        // An engine that computes something else needs no training to be found out.
        if (given.IsNothing && probes.Any(check => check.Verdict == CheckVerdict.Failed))
        {
            return probes;
        }

        ModelGate gate = new(reference, source.Folder, parse.GetValue(Options.Baseline), Acceptance.In(source.Folder), data?.Train);
        if (given.IsNothing && Options.IsAutomatic(parse))
        {
            return [.. probes, .. await training.LookAsync(gate, reference, cancellationToken).ConfigureAwait(false)];
        }

        IReadOnlyList<GateRun> runs = given.IsNothing
            ? await training.RunsAsync(reference, cancellationToken).ConfigureAwait(false)
            : [.. given.Runs.Where(run => source.OwnModel is not null || Options.NamesModel(parse) || (run.Record.Settings.Model, run.Record.Settings.File?.Name) == (key.Model, key.File?.Name))];
        if (runs.Count > 0 || (probes.Length == 0 && given.File is null))
        {
            Refuse(runs, key.ModelTitle, parse.GetValue(Options.Baseline));
        }

        return
        [
            .. probes,
            .. runs.Count > 0 ? gate.Judge(runs) : [],
            .. given.File is { } file ? gate.Judge(file.Answer(data!.Test, cancellationToken)) : [],
        ];
    }

    private static void Refuse(ParseResult parse)
    {
        string[] runs = parse.GetValue(Options.Runs) ?? [];
        string[] answers = parse.GetValue(Options.Answers) ?? [];
        int[] seeds = parse.GetValue(Options.Seeds) ?? [];
        string? fault = Options.FileFaults(parse).FirstOrDefault() is { Fault: { } file } ? file
            : seeds.Length > 0 && runs.Length > 0 ? "Give either --seeds or --run."
            : Options.ModelFile(parse) is not null && runs.Length > 1 ? "A model file is the model of one run: give one --run, or none."
            : Options.ModelFile(parse) is not null && answers.Length > 0 ? "Give either a model file or --answers."
            : seeds.Length > 1 && parse.GetValue(Options.Baseline) ? BaselineOfSeveral
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

    private static void RefuseBesideFile(ParseResult parse, bool isTrained)
    {
        string[] runs = parse.GetValue(Options.Runs) ?? [];
        string? fault = Options.ModelFile(parse) is null ? null
            : isTrained ? runs.Length > 0 ? "A model file without weights is trained, and --run is a training that is done. Give one of the two." : null
            : parse.GetValue(Options.Seeds) is { Length: > 0 } ? "Give either a model file or --seeds: with --seeds this program trains."
            : runs.Length == 0 && parse.GetValue(Options.Baseline) ? "--baseline is for a run, and a model file alone is none. Give --run too, or leave --baseline out."
            : null;
        if (fault is not null)
        {
            throw new FashionRefException(FaultKind.BadRequest, fault);
        }
    }

    // Which runs belong together is known only from their records.
    private static void Refuse(IReadOnlyList<GateRun> runs, string model, bool requiresBaseline)
    {
        if (runs.Count == 0)
        {
            throw new FashionRefException(
                FaultKind.BadRequest, $"--model asks for {model}, but nothing that was given is of that model. Add a --run or --answers, or leave out --model.");
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

    private static IReadOnlyList<GateCheck> Probe(ParseResult parse, int model, string expectations, Dataset data, IAnsiConsole console, CancellationToken cancellationToken)
    {
        int threads = parse.GetValue(Options.Threads);
        string folder = ProbePackAtHand.FolderOf(parse.GetRequiredValue(Options.Artifacts), model);
        return new GateProbes(expectations, data, console)
            .Judge(model, InstalledEngines.Create(parse.GetRequiredValue(Options.Engine), threads), threads, folder, cancellationToken);
    }

    // What is to be judged; if nothing was given, an engine of this program.
    private sealed record Given(IReadOnlyList<GateRun> Runs, IReadOnlyList<(string File, ProbeAnswers Content)> Answers)
    {
        public GateModelFile? File { get; init; }

        public bool IsNothing => Runs.Count == 0 && Answers.Count == 0 && File is null;
    }
}
