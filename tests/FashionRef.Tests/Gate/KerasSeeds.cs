using System.Collections.Concurrent;
using FashionRef.Gate.Reference;
using FashionRef.Training;

namespace FashionRef.Tests.Gate;

/// <summary>The files of baselines/ that come from Keras' own runs.</summary>
internal static class KerasSeeds
{
    private static readonly ConcurrentDictionary<int, Lazy<Expectation>> Derived = new();

    public static string Folder { get; } = Path.Combine(Repository.Root, "baselines");

    public static string FileOf(int model) => Path.Combine(Folder, FormattableString.Invariant($"keras-seeds-model{model}.json"));

    public static SeedRuns Runs(int model) => SeedRunsFile.Read(FileOf(model));

    public static string ExpectationFileOf(int model) => Path.Combine(Folder, ExpectationFile.Name(model, Shuffle.Repeated));

    /// <summary>As it is stored, which takes no time.</summary>
    public static Expectation Stored(int model) => ExpectationFile.Read(ExpectationFileOf(model));

    /// <summary>As the program derives it today, which takes seconds; once for all tests.</summary>
    public static Expectation Derive(int model) => Derived.GetOrAdd(model, key => new(() => Expectation.Of(Runs(key)))).Value;
}
