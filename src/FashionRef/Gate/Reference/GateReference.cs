using FashionRef.Gate.Curves;
using FashionRef.Models;
using FashionRef.Training;
using FashionRef.Training.Compiled;
using FashionRef.Training.Runs;
using static System.FormattableString;

namespace FashionRef.Gate.Reference;

/// <summary>What the runs of a model are compared with: an expectation, and the right runs that it was derived from.</summary>
public sealed class GateReference
{
    /// <param name="expectation">The expectation.</param>
    /// <param name="runs">The runs that it was derived from.</param>
    /// <param name="file">The model where it is not one of the notebook's, without weights to go on from.</param>
    public GateReference(Expectation expectation, SeedRuns runs, CompiledFile? file = null)
    {
        ArgumentNullException.ThrowIfNull(expectation);
        (Expectation, Runs, File) = (expectation, runs, file);
        Paired = PairedReferences.Of(runs);
        Model = file?.Compiled.Model ?? NotebookModels.Get(expectation.Model).Build();
    }

    /// <summary>The expectation.</summary>
    public Expectation Expectation { get; }

    /// <summary>The runs.</summary>
    public SeedRuns Runs { get; }

    /// <summary>The model where it is not one of the notebook's; null where it is.</summary>
    public CompiledFile? File { get; }

    /// <summary>The model that the runs are of.</summary>
    public BuiltModel Model { get; }

    /// <summary>Those of them that start alike.</summary>
    public PairedReferences Paired { get; }

    /// <summary>The settings of a run that is to be compared with the right ones.</summary>
    /// <param name="engine">The engine's name.</param>
    /// <param name="seed">The run's seed.</param>
    /// <param name="threads">At least 1.</param>
    public RunSettings SettingsOf(string engine, int seed, int threads)
    {
        RunSettings notebooks = RunSettings.Notebook(Expectation.Model, engine, seed, threads, Expectation.Shuffle);
        return File is null ? notebooks
            : notebooks with { Epochs = Expectation.Epochs, BatchSize = Expectation.BatchSize, LearningRate = File.Compiled.Optimizer.Rate.Initial, File = Expectation.File };
    }

    /// <summary>Reads an expectation and its runs.</summary>
    /// <param name="path">The expectation's file; its runs are in the file beside it that it names.</param>
    /// <exception cref="FashionRefException">One cannot be read, or the runs are not those of the expectation (bad request).</exception>
    public static GateReference Read(string path) => Of(ExpectationFile.Read(path), path);

    /// <summary>Reads those of a model from a folder.</summary>
    /// <param name="folder">The folder of expectations.</param>
    /// <param name="key">Which expectation.</param>
    /// <exception cref="FashionRefException">One is missing, cannot be read, or holds something else (bad request).</exception>
    public static GateReference Read(string folder, ExpectationKey key) =>
        Of(ExpectationFile.Read(folder, key), Path.Combine(folder, ExpectationFile.Name(key)));

    /// <summary>The same of one of the notebook's models.</summary>
    /// <param name="folder">The folder of expectations.</param>
    /// <param name="model">The model's number.</param>
    /// <param name="shuffle">How the runs shuffled.</param>
    /// <inheritdoc cref="Read(string, ExpectationKey)"/>
    public static GateReference Read(string folder, int model, Shuffle shuffle) => Read(folder, new ExpectationKey(model, null, shuffle));

    /// <summary>The same; null if the expectation is missing.</summary>
    /// <inheritdoc cref="Read(string, ExpectationKey)"/>
    public static GateReference? ReadIfThere(string folder, ExpectationKey key) =>
        System.IO.File.Exists(Path.Combine(folder, ExpectationFile.Name(key))) ? Read(folder, key) : null;

    /// <summary>Reads all of a folder.</summary>
    /// <param name="folder">The folder of expectations.</param>
    /// <exception cref="FashionRefException">One cannot be read, or holds something else (bad request).</exception>
    public static IEnumerable<GateReference> AllIn(string folder) => Directory.Exists(folder)
        ? Directory.EnumerateFiles(folder, ExpectationFile.Names).Order(StringComparer.Ordinal).Select(Read)
        : [];

    private static GateReference Of(Expectation expectation, string path)
    {
        string file = Path.Combine(Path.GetDirectoryName(path) ?? "", expectation.RunsFile);
        if (!System.IO.File.Exists(file))
        {
            throw new FashionRefException(
                FaultKind.BadRequest, $"'{path}' needs the runs that it was derived from, in the file '{OutsideText.Line(expectation.RunsFile)}' beside it, and that is not there. Copy or restore both.");
        }

        SeedRuns runs = SeedRunsFile.Read(file);
        if (SeedRunsFile.Sha256(runs) != expectation.RunsSha256)
        {
            throw new FashionRefException(
                FaultKind.BadRequest,
                $"'{file}' does not hold the runs that '{path}' was derived from: one of the two was edited or is of another version. Restore both, or derive the expectation from the runs again with the command 'expect'.");
        }

        (string Name, object Expected, object OfRuns)[] same =
        [
            ("model", expectation.Model, runs.Model), ("file", $"{expectation.File?.Sha256}", $"{runs.File?.Sha256}"), ("file.pixels", $"{expectation.File?.Pixels}", $"{runs.File?.Pixels}"), ("shuffle", expectation.Shuffle, runs.Shuffle), ("epochs", expectation.Epochs, runs.Epochs),
            ("batch_size", expectation.BatchSize, runs.BatchSize), ("runs", expectation.Runs, runs.Plain.Count), ("source", expectation.Source, runs.Origin()),
        ];
        return same.FirstOrDefault(field => !field.Expected.Equals(field.OfRuns)) is { Name: not null } wrong
            ? throw new FashionRefException(
                FaultKind.BadRequest,
                Invariant($"'{path}' says that '{wrong.Name}' is {OutsideText.Line($"{wrong.Expected}")}, but its runs in '{file}' have {OutsideText.Line($"{wrong.OfRuns}")}: it was edited. Restore both, or derive the expectation from the runs again with the command 'expect'."))
            : new GateReference(expectation, runs, ModelOf(expectation, path));
    }

    private static CompiledFile? ModelOf(Expectation expectation, string path)
    {
        if (expectation.File is not { } source)
        {
            return null;
        }

        string name = ExpectationFile.ModelFile(source);
        string file = Path.Combine(Path.GetDirectoryName(path) ?? "", name);
        if (!System.IO.File.Exists(file))
        {
            throw new FashionRefException(
                FaultKind.BadRequest, $"'{path}' needs the model that its runs are of, in the file '{name}' beside it, and that is not there. Copy or restore both.");
        }

        CompiledFile model = CompiledFile.ReadFresh(file);
        return model.Sha256 == source.Sha256
            ? model
            : throw new FashionRefException(
                FaultKind.BadRequest,
                $"'{file}' is not the model that '{path}' was derived from: one of the two was edited or is of another version. Restore both, or derive the expectation again with the command 'expect'.");
    }
}
