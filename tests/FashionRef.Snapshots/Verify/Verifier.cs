using System.Runtime.CompilerServices;
using NUnit.Framework.Internal;

namespace VerifyNUnit;

/// <summary>
/// Stands in for Verify.NUnit, with its names, file names and bytes. A snapshot is
/// <c>Type.Method_parameter=value.verified.txt</c> beside the file that calls: UTF-8 with a byte order mark, LF, the text
/// exactly as it is, nothing added at the end.
/// </summary>
public static class Verifier
{
    /// <summary>Compares a text with its snapshot; what differs is written beside it as <c>.received.txt</c>.</summary>
    /// <param name="target">The text; null is the text <c>null</c>. Line ends become LF.</param>
    /// <param name="settings">How the snapshot is named and shown.</param>
    /// <param name="sourceFile">The file of the test, filled in by the compiler.</param>
    /// <returns>A task that fails with a line diff.</returns>
    public static SettingsTask Verify(string? target, VerifySettings? settings = null, [CallerFilePath] string sourceFile = "") =>
        Verify(target, "txt", settings, sourceFile);

    /// <summary>The same with another extension than <c>txt</c>.</summary>
    /// <param name="target">The text; null is the text <c>null</c>. Line ends become LF.</param>
    /// <param name="extension">Without its dot, for example <c>json</c>.</param>
    /// <param name="settings">How the snapshot is named and shown.</param>
    /// <param name="sourceFile">The file of the test, filled in by the compiler.</param>
    /// <returns>A task that fails with a line diff.</returns>
    public static SettingsTask Verify(
        string? target, string extension, VerifySettings? settings = null, [CallerFilePath] string sourceFile = "")
    {
        Test test = TestExecutionContext.CurrentContext.CurrentTest;
        return new SettingsTask(settings, chosen =>
        {
            SnapshotFiles files = SnapshotFiles.Of(test, chosen, extension, sourceFile);
            AskedSnapshots.Add(files, test.FullName);
            return Snapshot.CompareAsync(target, files, showDiff: !chosen.IsDiffDisabled);
        });
    }
}
