using System.CommandLine;
using FashionRef.Engines;
using FashionRef.Evaluation;
using FashionRef.Files;
using FashionRef.Formats;
using FashionRef.Gate.Runs;
using FashionRef.Models;
using FashionRef.Training.Runs;

namespace FashionRef.Cli.Options;

/// <summary><c>--engine torch|exact</c>.</summary>
internal static class EngineOption
{
    private const string Name = "--engine";

    private const string Description = "The engine: torch (libtorch), or exact (this project's kernels, the same bits on every machine).";

    /// <summary>
    /// With <see cref="KnownEngines.Default"/> as its default, whether this program has that engine or not: a training must never change
    /// its engine silently.
    /// </summary>
    public static Option<string> CreateForTraining() => Create(Description, KnownEngines.Default);

    /// <summary>With <see cref="InstalledEngines.Default"/> as its default.</summary>
    /// <param name="description">For the help text.</param>
    public static Option<string> Create(string description = Description) => Create(description, InstalledEngines.Default);

    /// <summary>Without a default in the parser: <see cref="KnownEngines.DefaultFor"/> has it.</summary>
    public static Option<string> CreateForTrace() => ChoiceOption.Create(
        Name, $"{Description} By default {KnownEngines.Default}; a trace in float64 takes {KnownEngines.DefaultFor(Precision.Float64)}.", KnownEngines.Names);

    /// <summary>Without a default in the parser: <see cref="NameFor"/> finds it.</summary>
    public static Option<string> CreateForWeights() => ChoiceOption.Create(
        Name, $"{Description} By default the one that a run.json beside the weights names, else {InstalledEngines.Default}; for a model file {KnownEngines.Exact}, with the same bits on every machine.", KnownEngines.Names);

    /// <summary>The engine for trained weights: the one that was named, else the one that trained them, else the default.</summary>
    /// <param name="named">What the user said, or null.</param>
    /// <param name="trained">The weights.</param>
    /// <param name="weightsFile">Their file.</param>
    /// <param name="lines">Gets a line when this program lacks the engine that trained them and uses another one.</param>
    /// <exception cref="FashionRefException">None was named, and a run.json beside the weights cannot be read (bad request).</exception>
    public static string NameFor(string? named, TrainedModel trained, string weightsFile, TextWriter lines)
    {
        string wanted = named ?? Trainer(trained, weightsFile) ?? KnownEngines.Default;
        if (named is not null || InstalledEngines.Has(wanted))
        {
            return wanted;
        }

        TellOther(wanted, lines);
        return InstalledEngines.Default;
    }

    /// <summary>Writes a line when no engine was named and this program lacks the usual default.</summary>
    /// <param name="engine">The option, as <see cref="Create(string)"/> made it.</param>
    /// <param name="parse">The command line.</param>
    /// <param name="lines">Where to write.</param>
    public static void ReportIfOther(Option<string> engine, ParseResult parse, TextWriter lines)
    {
        if (parse.GetResult(engine) is not { Implicit: false } && !InstalledEngines.Has(KnownEngines.Default))
        {
            TellOther(KnownEngines.Default, lines);
        }
    }

    private static void TellOther(string wanted, TextWriter lines) =>
        lines.WriteLine($"This program was built without the engine '{wanted}': '{InstalledEngines.Default}' is used instead.");

    private static Option<string> Create(string description, string defaultName)
    {
        Option<string> option = ChoiceOption.Create(Name, description, KnownEngines.Names);
        option.DefaultValueFactory = _ => defaultName;
        return option;
    }

    private static string? Trainer(TrainedModel trained, string weightsFile)
    {
        string recordFile = new RunFolder(Path.GetDirectoryName(Path.GetFullPath(weightsFile))!).Record;
        if (!Path.Exists(recordFile))
        {
            return null;
        }

        // The user did not name this file, so do not wait at a pipe of that name.
        if (FileFacts.Of(recordFile) is { IsRegular: false, IsFolder: false })
        {
            throw new FashionRefException(
                FaultKind.BadRequest,
                $"Cannot find out which engine trained '{weightsFile}': '{recordFile}' is not a file, but a pipe or a device. Remove it, or name an engine with --engine.");
        }

        try
        {
            // Read as the gate does: another program's record may have fewer fields.
            RunRecord record = GateRun.Read(recordFile).Record;
            return record.Sha256.TrainedWeights == Float32Bytes.Sha256(trained.Weights) && record.Settings.IsOwn ? record.Settings.Engine : null;
        }
        catch (FashionRefException exception)
        {
            throw new FashionRefException(
                exception.Kind, $"Cannot find out which engine trained '{weightsFile}': {exception.Message} Or name an engine with --engine.", exception);
        }
    }
}
