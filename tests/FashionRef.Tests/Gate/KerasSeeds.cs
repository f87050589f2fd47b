using System.Collections.Concurrent;
using FashionRef.Gate.Reference;
using FashionRef.Training;

namespace FashionRef.Tests.Gate;

/// <summary>The files of baselines/ that come from Keras' own runs.</summary>
internal static class KerasSeeds
{
    private static readonly ConcurrentDictionary<int, Lazy<Expectation>> Derived = new();

    public static string Folder { get; } = Path.Combine(Repository.Root, "baselines");

    public static string NameOf(int model) => FormattableString.Invariant($"keras-seeds-model{model}.json");

    public static string FileOf(int model) => Path.Combine(Folder, NameOf(model));

    public static SeedRuns Runs(int model) => SeedRunsFile.Read(FileOf(model));

    public static string ExpectationFileOf(int model) => Path.Combine(Folder, ExpectationFile.Name(model, Shuffle.Repeated));

    /// <summary>As it is stored, which takes no time.</summary>
    public static Expectation Stored(int model) => ExpectationFile.Read(ExpectationFileOf(model));

    /// <summary>What runs with one shuffle repeated are compared with.</summary>
    public static GateReference Reference(int model) => GateReference.Read(ExpectationFileOf(model));

    /// <summary>The same for runs that shuffle anew, of which none start alike.</summary>
    public static GateReference ReferenceAnew(int model) => new(Stored(model) with { Shuffle = Shuffle.Anew }, Runs(model));

    /// <summary>Puts an expectation and its runs into a folder.</summary>
    /// <returns>The expectation's file.</returns>
    public static string Write(string folder, int model, Shuffle shuffle = Shuffle.Repeated)
    {
        Directory.CreateDirectory(folder);
        SeedRuns runs = Runs(model) with { Shuffle = shuffle };
        File.WriteAllText(Path.Combine(folder, NameOf(model)), SeedRunsFile.Format(runs));
        string file = Path.Combine(folder, ExpectationFile.Name(model, shuffle));
        File.WriteAllText(file, ExpectationFile.Format(Stored(model) with { Shuffle = shuffle, RunsSha256 = SeedRunsFile.Sha256(runs) }));
        return file;
    }

    /// <summary>As the program derives it today, once for all tests.</summary>
    public static Expectation Derive(int model) => Derived.GetOrAdd(model, key => new(() => Expectation.Of(Runs(key), NameOf(key), []))).Value;
}
