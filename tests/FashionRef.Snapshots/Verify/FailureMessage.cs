namespace VerifyTests;

/// <summary>What a failed comparison tells: both files, the lines that differ, and what to do.</summary>
internal static class FailureMessage
{
    private const string OtherBytes =
        "The text is the same and the bytes are not: they must be UTF-8 with a byte order mark, lines ended by LF.";

    public static string Missing(SnapshotFiles files, string received) =>
        Format(files, "New", "The snapshot is missing. The received text:", LineDiff.Format(string.Empty, received));

    public static string Different(SnapshotFiles files, string verified, string received)
    {
        string lines = LineDiff.Format(verified, received);
        return lines.Length > 0
            ? Format(files, "NotEqual", "Lines of the verified file (-) and of the received one (+):", lines)
            : Format(files, "NotEqual", OtherBytes, lines);
    }

    private static string Format(SnapshotFiles files, string kind, string fault, string lines) =>
        $"""
        Directory: {Path.GetDirectoryName(files.Verified)}
        {kind}:
          - Received: {Path.GetFileName(files.Received)}
            Verified: {Path.GetFileName(files.Verified)}
        When the received file is right, put it in the place of the verified one (docs/snapshots.md).

        {fault}
        {lines}
        """.ReplaceLineEndings("\n");
}
