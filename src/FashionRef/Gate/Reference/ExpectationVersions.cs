using System.Globalization;
using FashionRef.Files;
using FashionRef.Training.Compiled;
using static System.FormattableString;

namespace FashionRef.Gate.Reference;

/// <summary>A folder of expectations, which keeps the older versions: who has named one is judged by it until they name another.</summary>
/// <param name="folder">The folder.</param>
public sealed class ExpectationVersions(string folder)
{
    private const string OlderName = "versions";

    /// <summary>
    /// The file of a version. Versions count for all expectations of the folder together, and one of them keeps its version while others are
    /// renewed: of each the newest counts that is no newer than the version asked for.
    /// </summary>
    /// <param name="key">Which expectation.</param>
    /// <param name="version">At least 1.</param>
    /// <exception cref="FashionRefException">There is none (bad request).</exception>
    public string PathOf(ExpectationKey key, int version)
    {
        string name = ExpectationFile.Name(key);
        int current = ExpectationFile.Read(folder, key).Version;
        int newest = Newest();
        string? found = version < 1 || version > newest ? null
            : version >= current ? Path.Combine(folder, name)
            : Kept(name).Where(number => number <= version).Select(number => Path.Combine(Older(number), name)).LastOrDefault();
        string path = found ?? throw new FashionRefException(
            FaultKind.BadRequest,
            Invariant($"'{folder}' has no version {version} of '{name}'; there {(Kept(name).Any() ? "are" : "is")} {string.Join(", ", Kept(name).Append(current))}, and the newest of all expectations is {newest}. Name a version from the first of these to the newest: each stays until there is a newer one."));

        return version >= current || ExpectationFile.Read(path).Version == NumberOf(Path.GetDirectoryName(path)!)
            ? path
            : throw new FashionRefException(FaultKind.BadRequest, $"'{path}' is of another version than its folder says. Restore it.");
    }

    /// <summary>Refuses to replace the expectation of one program's runs by that of another's: who judges by it would be judged by others unasked.</summary>
    /// <param name="runs">The runs that an expectation is to be derived from.</param>
    /// <exception cref="FashionRefException">The folder has an expectation of another program's (bad request).</exception>
    public void RefuseOther(SeedRuns runs)
    {
        ArgumentNullException.ThrowIfNull(runs);
        string path = Path.Combine(folder, ExpectationFile.Name(runs.Key));
        if (File.Exists(path) && ExpectationFile.Read(path).Source is var source && source != runs.Origin())
        {
            throw new FashionRefException(
                FaultKind.BadRequest,
                $"'{path}' expects runs as those of {OutsideText.Line(source)}, and these are of {OutsideText.Line(runs.Origin())}. Write to another folder, or delete that file first.");
        }
    }

    /// <summary>Writes an expectation as the newest version, and keeps the one before; one that changes nothing is not written again.</summary>
    /// <param name="derived">The expectation.</param>
    /// <param name="runs">The runs that it was derived from.</param>
    /// <param name="file">Their model where it is not one of the notebook's.</param>
    /// <returns>The expectation's file.</returns>
    /// <exception cref="FashionRefException">A file cannot be read or written.</exception>
    public string Write(Expectation derived, SeedRuns runs, CompiledFile? file = null)
    {
        ArgumentNullException.ThrowIfNull(derived);
        string path = Path.Combine(folder, ExpectationFile.Name(derived.Key));
        string runsPath = Path.Combine(folder, derived.RunsFile);
        GateReference? before = GateReference.ReadIfThere(folder, derived.Key);
        if (before is not null && ExpectationFile.Format(derived with { Version = before.Expectation.Version }) == ExpectationFile.Format(before.Expectation))
        {
            return path;
        }

        if (before is not null)
        {
            string older = Older(before.Expectation.Version);
            string kept = Path.Combine(older, Path.GetFileName(path));
            if (File.Exists(kept) && ExpectationFile.Format(ExpectationFile.Read(kept)) != ExpectationFile.Format(before.Expectation))
            {
                throw new FashionRefException(
                    FaultKind.BadRequest, $"'{kept}' is another expectation than the one that would be kept there. Move it away, and the file of runs beside it.");
            }

            AtomicFile.WriteText(kept, ExpectationFile.Format(before.Expectation));
            WriteModel(older, before.Expectation, before.File);
            AtomicFile.WriteText(Path.Combine(older, before.Expectation.RunsFile), SeedRunsFile.Format(before.Runs));
        }

        // A file of runs that is there with these very runs stays as it was written.
        if (!File.Exists(runsPath) || SeedRunsFile.Sha256(SeedRunsFile.Read(runsPath)) != derived.RunsSha256)
        {
            AtomicFile.WriteText(runsPath, SeedRunsFile.Format(runs));
        }

        WriteModel(folder, derived, file);
        AtomicFile.WriteText(path, ExpectationFile.Format(derived with { Version = Newest() + 1 }));
        return path;
    }

    private static void WriteModel(string folder, Expectation expectation, CompiledFile? file)
    {
        if (expectation.File is { } source)
        {
            AtomicFile.WriteText(Path.Combine(folder, ExpectationFile.ModelFile(source)), file!.ToJson() + "\n");
        }
    }

    private int Newest() => Directory.Exists(folder)
        ? Directory.EnumerateFiles(folder, ExpectationFile.Names)
            .Select(file => ExpectationFile.Read(file).Version).DefaultIfEmpty(0).Max()
        : 0;

    private IEnumerable<int> Kept(string name) => Directory.Exists(Path.Combine(folder, OlderName))
        ? Directory.EnumerateDirectories(Path.Combine(folder, OlderName)).Select(NumberOf).Where(number => number > 0 && File.Exists(Path.Combine(Older(number), name))).Order()
        : [];

    // 0 for a folder that is none of a version.
    private static int NumberOf(string path) =>
        int.TryParse(Path.GetFileName(path), NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : 0;

    private string Older(int version) => Path.Combine(folder, OlderName, Invariant($"{version}"));
}
