using FashionRef.Files;
using FashionRef.Training;
using static System.FormattableString;

namespace FashionRef.Gate.Reference;

/// <summary>A folder of expectations, which keeps the older versions: who has named one is judged by it until they name another.</summary>
/// <param name="folder">The folder.</param>
public sealed class ExpectationVersions(string folder)
{
    private const string OlderName = "versions";

    /// <summary>The file of a version.</summary>
    /// <param name="model">The model's number.</param>
    /// <param name="shuffle">How the runs shuffled.</param>
    /// <param name="version">At least 1.</param>
    /// <exception cref="FashionRefException">There is none (bad request).</exception>
    public string PathOf(int model, Shuffle shuffle, int version)
    {
        string name = ExpectationFile.Name(model, shuffle);
        string current = Path.Combine(folder, name);
        int newest = ExpectationFile.Read(folder, model, shuffle).Version;
        string path = version == newest ? current : Path.Combine(Older(version), name);
        if (File.Exists(path))
        {
            return path;
        }

        int[] older = [.. Enumerable.Range(1, newest - 1).Where(number => File.Exists(Path.Combine(Older(number), name)))];
        throw new FashionRefException(
            FaultKind.BadRequest,
            Invariant($"'{folder}' has no version {version} of '{name}'; the newest is {newest}{(older.Length == 0 ? ", and there is no other" : Invariant($", and there are {string.Join(", ", older)}"))}. Name one that is there."));
    }

    /// <summary>Writes an expectation as the newest version, and keeps the one before; one that changes nothing is not written again.</summary>
    /// <param name="derived">The expectation.</param>
    /// <param name="runs">The runs that it was derived from.</param>
    /// <returns>The expectation's file.</returns>
    /// <exception cref="FashionRefException">A file cannot be read or written.</exception>
    public string Write(Expectation derived, SeedRuns runs)
    {
        ArgumentNullException.ThrowIfNull(derived);
        string path = Path.Combine(folder, ExpectationFile.Name(derived.Model, derived.Shuffle));
        string runsPath = Path.Combine(folder, derived.RunsFile);
        GateReference? before = GateReference.ReadIfThere(folder, derived.Model, derived.Shuffle);
        if (before is not null && ExpectationFile.Format(derived with { Version = before.Expectation.Version }) == ExpectationFile.Format(before.Expectation))
        {
            return path;
        }

        if (before is not null)
        {
            string older = Older(before.Expectation.Version);
            AtomicFile.WriteText(Path.Combine(older, Path.GetFileName(path)), ExpectationFile.Format(before.Expectation));
            AtomicFile.WriteText(Path.Combine(older, before.Expectation.RunsFile), SeedRunsFile.Format(before.Runs));
        }

        // A file of runs that is there with these very runs stays as it was written.
        if (!File.Exists(runsPath) || SeedRunsFile.Sha256(SeedRunsFile.Read(runsPath)) != derived.RunsSha256)
        {
            AtomicFile.WriteText(runsPath, SeedRunsFile.Format(runs));
        }

        AtomicFile.WriteText(path, ExpectationFile.Format(derived with { Version = (before?.Expectation.Version ?? 0) + 1 }));
        return path;
    }

    private string Older(int version) => Path.Combine(folder, OlderName, Invariant($"{version}"));
}
