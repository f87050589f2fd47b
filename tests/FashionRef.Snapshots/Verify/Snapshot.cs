using System.Text;

namespace VerifyTests;

/// <summary>Compares a text with a snapshot, byte for byte.</summary>
internal static class Snapshot
{
    public static readonly UTF8Encoding Encoding = new(encoderShouldEmitUTF8Identifier: true);

    /// <summary>Compares. What differs stays as the received file, which else goes.</summary>
    /// <param name="target">The text; null is the text <c>null</c>.</param>
    /// <param name="files">Where the snapshot is.</param>
    /// <param name="showDiff">Whether a diff tool may be opened.</param>
    /// <exception cref="VerifyException">The snapshot is missing or another.</exception>
    public static async Task CompareAsync(string? target, SnapshotFiles files, bool showDiff)
    {
        // Only what ends a line: string.ReplaceLineEndings also takes form feeds and Unicode's separators.
        string text = (target ?? "null").Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');
        byte[] received = [.. Encoding.GetPreamble(), .. Encoding.GetBytes(text)];
        byte[]? verified = File.Exists(files.Verified) ? await File.ReadAllBytesAsync(files.Verified).ConfigureAwait(false) : null;
        if (verified is not null && verified.AsSpan().SequenceEqual(received))
        {
            File.Delete(files.Received);
            return;
        }

        Directory.CreateDirectory(Path.GetDirectoryName(files.Received)!);
        await File.WriteAllBytesAsync(files.Received, received).ConfigureAwait(false);
        string message = verified is null
            ? FailureMessage.Missing(files, text)
            : FailureMessage.Different(files, Encoding.GetString(verified).TrimStart('\uFEFF'), text);
        if (showDiff)
        {
            await DiffTool.ShowAsync(files).ConfigureAwait(false);
        }

        throw new VerifyException(message);
    }
}
