using FashionRef.Gate.Curves;
using FashionRef.Training;

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
        SeedRuns runs = SeedRunsFile.Read(file);
        return SeedRunsFile.Sha256(runs) == expectation.RunsSha256
            ? new GateReference(expectation, runs)
            : throw new FashionRefException(
                FaultKind.BadRequest,
                $"'{file}' does not hold the runs that '{path}' was derived from: one of the two was edited or is of another version. Restore both, or derive the expectation from the runs again with the command 'expect'.");
    }
}
