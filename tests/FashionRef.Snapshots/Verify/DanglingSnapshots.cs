using System.Reflection;
using NUnit.Framework.Internal;

namespace VerifyNUnit;

/// <summary>Finds verified files that nothing compares with any more; call it when all tests of the assembly are over.</summary>
public static class DanglingSnapshots
{
    /// <summary>
    /// Judges the verified files of the project. A file of a fixture that the assembly does not have dangles. A file of a fixture
    /// all of whose tests have passed in this run dangles when none of them asked for it. A fixture that has been run in part, as
    /// under a filter, tells nothing of its files. (Verify counts what was asked for alone, on build servers alone: a filter
    /// there makes it fail.)
    /// </summary>
    /// <exception cref="VerifyException">There are some; the message lists them.</exception>
    public static void Run()
    {
        TestExecutionContext context = TestExecutionContext.CurrentContext;
        Assembly assembly = context.CurrentTest.TypeInfo!.Type.Assembly;
        string folder = TestProject.Folder(assembly);
        IReadOnlyList<string> dangling = DanglingFiles.Find(
            folder, AskedSnapshots.Verified, FixtureRuns.Of(assembly, context.CurrentTest, context.CurrentResult));
        if (dangling.Count > 0)
        {
            throw new VerifyException(
                "These verified files belong to no test. Delete them, or give the test its name back:\n"
                + string.Concat(dangling.Select(file => $"  - {Path.GetRelativePath(folder, file)}\n")));
        }
    }
}
