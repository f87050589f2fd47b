using System.Reflection;
using NUnit.Framework.Interfaces;

namespace VerifyTests;

/// <summary>Tells of an assembly's fixtures whether they have been run as a whole.</summary>
internal static class FixtureRuns
{
    /// <summary>Every type of the assembly by its name in snapshots; true for fixtures all of whose tests have passed.</summary>
    /// <param name="assembly">The tests' assembly.</param>
    /// <param name="suite">All tests, those too that a filter left out.</param>
    /// <param name="result">Of those that have been run.</param>
    public static IReadOnlyDictionary<string, bool> Of(Assembly assembly, ITest suite, ITestResult result)
    {
        HashSet<string> passed = [.. Results(result)
            .Where(leaf => leaf.ResultState.Status == TestStatus.Passed)
            .Select(leaf => leaf.Test.Id)];
        HashSet<string> whole = [.. Cases(suite)
            .GroupBy(test => SnapshotFiles.FixtureName(test.TypeInfo!.Type))
            .Where(fixture => fixture.All(test => passed.Contains(test.Id)))
            .Select(fixture => fixture.Key)];
        return assembly.GetTypes().Select(SnapshotFiles.FixtureName).Distinct().ToDictionary(name => name, whole.Contains);
    }

    private static IEnumerable<ITest> Cases(ITest test) => test.IsSuite ? test.Tests.SelectMany(Cases) : [test];

    private static IEnumerable<ITestResult> Results(ITestResult result) =>
        result.Test.IsSuite ? result.Children.SelectMany(Results) : [result];
}
