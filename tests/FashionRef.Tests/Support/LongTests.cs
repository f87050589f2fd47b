using NUnit.Framework.Interfaces;
using NUnit.Framework.Internal;

namespace FashionRef.Tests.Support;

/// <summary>
/// Tests that take longer than 20 s. <c>dotnet test</c> leaves them out (tests/tests.runsettings); <c>.ci/long</c> runs them and no
/// others (tests/long.runsettings), in the workflow long.yml and before an issue is resolved.
/// </summary>
internal static class LongTests
{
    /// <summary>The category that all of them have.</summary>
    public const string Category = "Long";

    /// <summary>What the running tests' assembly has and <c>dotnet test</c> leaves out on every machine: long, explicit and ignored ones.</summary>
    public static IEnumerable<string> LeftOut()
    {
        ITest all = TestExecutionContext.CurrentContext.CurrentTest;
        while (all.Parent is { } parent)
        {
            all = parent;
        }

        return Cases(all, isLeftOut: false).Order(StringComparer.Ordinal);
    }

    private static IEnumerable<string> Cases(ITest test, bool isLeftOut)
    {
        isLeftOut |= test.RunState is RunState.Explicit or RunState.Ignored || test.Properties[PropertyNames.Category].Contains(Category);
        return test.IsSuite ? test.Tests.SelectMany(inner => Cases(inner, isLeftOut)) : isLeftOut ? [test.FullName] : [];
    }
}
