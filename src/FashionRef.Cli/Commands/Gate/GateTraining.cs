using System.CommandLine;
using FashionRef.Cli.Commands.Studies;
using FashionRef.Cli.Commands.Train;
using FashionRef.Cli.Options;
using FashionRef.Cli.Output;
using FashionRef.Engines;
using FashionRef.Formats.Keras;
using FashionRef.Gate;
using FashionRef.Gate.Reference;
using FashionRef.Gate.Runs;
using FashionRef.Studies;
using FashionRef.Training.Compiled;
using Spectre.Console;

namespace FashionRef.Cli.Commands.Gate;

/// <summary>Trains what the gate is to judge where no runs were given; runs that are up to date are read.</summary>
/// <param name="options">The options of <c>gate</c>.</param>
/// <param name="parse">The command line.</param>
/// <param name="console">Where progress goes.</param>
internal sealed class GateTraining(GateOptions options, ParseResult parse, IAnsiConsole console)
{
    // The parser gives an empty list where no seed was given.
    private int[] Seeds => parse.GetValue(options.Seeds) is { Length: > 0 } named ? named : [CommonOptions.DefaultSeed];

    /// <summary>The runs of the seeds that the command line names.</summary>
    /// <param name="reference">What they will be compared with.</param>
    /// <param name="cancellationToken">Stops a training after the current step.</param>
    /// <exception cref="FashionRefException">A training failed (exit code 1, 2 or 3) or was cancelled (130).</exception>
    public Task<IReadOnlyList<GateRun>> RunsAsync(GateReference reference, CancellationToken cancellationToken) => RunsAsync(reference, Seeds.Length, cancellationToken);

    /// <summary>Judges one run, and more only where that leaves a doubt. Runs are kept, so that a gate that was stopped goes on where it was.</summary>
    /// <param name="gate">Judges them.</param>
    /// <param name="reference">What they are compared with.</param>
    /// <param name="cancellationToken">Stops a training after the current step.</param>
    /// <exception cref="FashionRefException">There are no runs that start alike (bad request), or a training failed.</exception>
    public async Task<IReadOnlyList<GateCheck>> LookAsync(ModelGate gate, GateReference reference, CancellationToken cancellationToken)
    {
        ExpectationKey key = reference.Expectation.Key;
        int[] alike = reference.Expectation.Paired is null ? [] : [.. reference.Paired.Seeds];
        if (Seeds.Except(alike).Any())
        {
            throw new FashionRefException(
                FaultKind.BadRequest,
                $"--seeds auto needs right runs that start alike for the seeds {SeedList.Format(Seeds)}, and the expectation of {key.Title} has {(alike.Length == 0 ? "none" : $"them for {SeedList.Format(alike)} alone")}. Name the seeds, for example --seeds 1..10.");
        }

        for (int look = 0; ; look++)
        {
            IReadOnlyList<GateRun> runs = await RunsAsync(reference, GateLook.Runs[look], cancellationToken).ConfigureAwait(false);
            IReadOnlyList<GateCheck> checks = gate.Judge(runs, look == 0 ? GateLook.First : GateLook.Later);
            if (!GateLook.GoesOn(look, checks))
            {
                return checks;
            }

            string found = GateLook.CurveOf(checks) is { P: { } p } ? FormattableString.Invariant($" (p = {p:G2}, below {GateLook.GoesOnBelow})") : "";
            Terminal.Lines(console).WriteLine(FormattableString.Invariant(
                $"{key.ModelTitle}: {runs.Count} of {GateLook.Runs[look + 1]} runs leave a doubt{found}; going on."));
        }
    }

    /// <summary>The Keras file that <c>--model</c> names where it has no weights, so that it is to be trained; else null.</summary>
    /// <exception cref="FashionRefException">It cannot be read, or cannot be trained (bad request).</exception>
    public (string Path, CompiledFile File)? NamedToTrain()
    {
        if (options.ModelFile(parse) is not { } path)
        {
            return null;
        }

        ModelOption.RequireFile(path);
        using KerasFile file = KerasFile.Read(path);
        return file.HasWeights ? null : (path, CompiledFile.ReadFresh(path));
    }

    // The Keras file to train: that of --model, else the model beside the expectation.
    private string ModelPath(GateReference reference) => options.ModelFile(parse)
        ?? Path.Combine(Path.GetDirectoryName(parse.GetRequiredValue(options.Expectations)) ?? "", ExpectationFile.ModelFile(reference.Expectation.File!));

    // A single run is one that 'train' makes; several are a study. Of seeds that may all be wanted in the end the first is such a run.
    private async Task<IReadOnlyList<GateRun>> RunsAsync(GateReference reference, int first, CancellationToken cancellationToken)
    {
        int[] seeds = Seeds;
        int threads = parse.GetValue(options.Threads);
        string? data = parse.GetValue(options.Data);
        string artifacts = parse.GetRequiredValue(options.Artifacts);
        IEngine engine = InstalledEngines.Create(parse.GetRequiredValue(options.Engine), threads);
        SeedStudy study = new(engine.Name, threads, data, artifacts, console);
        StudySettings model = StudySettingsOf(reference);
        if (seeds.Length > 1 && !options.IsAutomatic(parse))
        {
            return await study.RunsAsync(model, seeds, first, cancellationToken).ConfigureAwait(false);
        }

        GateRun single = await new RunAtHand(engine, data, artifacts, console).GetAsync(reference.SettingsOf(engine.Name, seeds[0], threads), reference.File, cancellationToken).ConfigureAwait(false);
        return first == 1 ? [single] : [single, .. await study.RunsAsync(model, seeds[1..], first - 1, cancellationToken).ConfigureAwait(false)];
    }

    private StudySettings StudySettingsOf(GateReference reference)
    {
        Expectation expectation = reference.Expectation;
        return reference.File is null
            ? new StudySettings(expectation.Model, Shuffle: expectation.Shuffle)
            : new StudySettings(Epochs: expectation.Epochs, BatchSize: expectation.BatchSize, Shuffle: expectation.Shuffle, File: ModelPath(reference), Pixels: expectation.File!.Pixels);
    }
}
