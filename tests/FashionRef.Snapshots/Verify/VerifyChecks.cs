using NUnit.Framework.Internal;

namespace VerifyNUnit;

/// <summary>Checks that git and editors leave the bytes of snapshots alone.</summary>
public static class VerifyChecks
{
    /// <summary>
    /// Checks the lines on snapshots of .gitignore, .gitattributes and .editorconfig beside the solution, and the projects' files.
    /// </summary>
    /// <returns>A completed task; Verify's own reads asynchronously.</returns>
    /// <exception cref="VerifyException">Something is missing; the message lists it.</exception>
    public static Task Run()
    {
        Test test = TestExecutionContext.CurrentContext.CurrentTest;
        IReadOnlyList<string> faults = SnapshotConventions.Faults(TestProject.SolutionFolder(test.TypeInfo!.Type.Assembly));
        return faults.Count == 0
            ? Task.CompletedTask
            : Task.FromException(new VerifyException(string.Join('\n', faults)));
    }
}
