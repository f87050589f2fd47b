using System.Runtime.CompilerServices;
using System.Text;
using NUnit.Framework.Internal;

namespace VerifyNUnit;

/// <summary>
/// Stands in for Verify.NUnit, which is not in the package registry used here: the same namespace, file names and bytes.
/// A snapshot is <c>Type.Method.verified.txt</c> beside its test: UTF-8 with a byte order mark, LF, nothing added at the end.
/// </summary>
public static class Verifier
{
    private static readonly UTF8Encoding Encoding = new(encoderShouldEmitUTF8Identifier: true);

    /// <summary>Compares a text with its snapshot; what differs is written beside it as <c>.received.txt</c>.</summary>
    /// <param name="target">The text, as the code under test made it.</param>
    /// <param name="sourceFile">The file of the test, filled in by the compiler.</param>
    public static Task Verify(string target, [CallerFilePath] string sourceFile = "")
    {
        ArgumentNullException.ThrowIfNull(target);
        Test test = TestExecutionContext.CurrentContext.CurrentTest;
        string prefix = Path.Combine(Path.GetDirectoryName(sourceFile)!, $"{test.TypeInfo!.Type.Name}.{test.MethodName}");
        Compare(target, $"{prefix}.verified.txt", $"{prefix}.received.txt");
        return Task.CompletedTask;
    }

    private static void Compare(string target, string verifiedFile, string receivedFile)
    {
        byte[] received = [.. Encoding.GetPreamble(), .. Encoding.GetBytes(target.ReplaceLineEndings("\n"))];
        if (File.Exists(verifiedFile) && File.ReadAllBytes(verifiedFile).AsSpan().SequenceEqual(received))
        {
            File.Delete(receivedFile);
            return;
        }

        File.WriteAllBytes(receivedFile, received);
        string remedy = $"When '{receivedFile}' is right, rename it to '{Path.GetFileName(verifiedFile)}'.";
        if (!File.Exists(verifiedFile))
        {
            Assert.Fail($"The snapshot '{verifiedFile}' is missing. {remedy}");
        }

        Assert.That(target.ReplaceLineEndings("\n"), Is.EqualTo(File.ReadAllText(verifiedFile)), remedy);
        Assert.Fail($"'{verifiedFile}' has the right text and other bytes: it must be UTF-8 with a byte order mark and LF. {remedy}");
    }
}
