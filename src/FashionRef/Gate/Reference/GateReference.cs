using FashionRef.Gate.Curves;
using FashionRef.Training;
using static System.FormattableString;

namespace FashionRef.Gate.Reference;

/// <summary>What the runs of a model are compared with: an expectation, and the right runs that it was derived from.</summary>
public sealed class GateReference
{
    /// <param name="expectation">The expectation.</param>
    /// <param name="runs">The runs that it was derived from.</param>
    public GateReference(Expectation expectation, SeedRuns runs)
    {
        (Expectation, Runs) = (expectation, runs);
        Paired = PairedReferences.Of(runs);
    }

    /// <summary>The expectation.</summary>
    public Expectation Expectation { get; }

    /// <summary>The runs.</summary>
    public SeedRuns Runs { get; }

    /// <summary>Those of them that start alike.</summary>
    public PairedReferences Paired { get; }

    /// <summary>Reads an expectation and its runs.</summary>
    /// <param name="path">The expectation's file; its runs are in the file beside it that it names.</param>
    /// <exception cref="FashionRefException">One cannot be read, or the runs are not those of the expectation (bad request).</exception>
    public static GateReference Read(string path) => Of(ExpectationFile.Read(path), path);

    /// <summary>Reads those of a model from a folder.</summary>
    /// <param name="folder">The folder of expectations.</param>
    /// <param name="model">The model's number.</param>
    /// <param name="shuffle">How the runs shuffled.</param>
    /// <exception cref="FashionRefException">One is missing, cannot be read, or holds something else (bad request).</exception>
    public static GateReference Read(string folder, int model, Shuffle shuffle) =>
        Of(ExpectationFile.Read(folder, model, shuffle), Path.Combine(folder, ExpectationFile.Name(model, shuffle)));

    /// <summary>The same; null if the expectation is missing.</summary>
    /// <inheritdoc cref="Read(string, int, Shuffle)"/>
    public static GateReference? ReadIfThere(string folder, int model, Shuffle shuffle) =>
        File.Exists(Path.Combine(folder, ExpectationFile.Name(model, shuffle))) ? Read(folder, model, shuffle) : null;

    private static GateReference Of(Expectation expectation, string path)
    {
        string file = Path.Combine(Path.GetDirectoryName(path) ?? "", expectation.RunsFile);
        if (!File.Exists(file))
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
            ("model", expectation.Model, runs.Model), ("shuffle", expectation.Shuffle, runs.Shuffle), ("epochs", expectation.Epochs, runs.Epochs),
            ("batch_size", expectation.BatchSize, runs.BatchSize), ("runs", expectation.Runs, runs.Plain.Count), ("source", expectation.Source, runs.Origin()),
        ];
        return same.FirstOrDefault(field => !field.Expected.Equals(field.OfRuns)) is { Name: not null } wrong
            ? throw new FashionRefException(
                FaultKind.BadRequest,
                Invariant($"'{path}' says that '{wrong.Name}' is {OutsideText.Line($"{wrong.Expected}")}, but its runs in '{file}' have {OutsideText.Line($"{wrong.OfRuns}")}: it was edited. Restore both, or derive the expectation from the runs again with the command 'expect'."))
            : new GateReference(expectation, runs);
    }
}
