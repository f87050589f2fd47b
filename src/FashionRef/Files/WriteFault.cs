namespace FashionRef.Files;

/// <summary>Why something cannot be written. The system's own message would name the temporary file, which the user does not know.</summary>
public static class WriteFault
{
    // "No space left on device : '/folder/.file.tmp'"
    private const string SystemsPath = " : '";

    /// <summary>Whether an exception means that the machine cannot write.</summary>
    public static bool Is(Exception exception) => exception is IOException or UnauthorizedAccessException || IsTooLarge(exception);

    /// <summary>The reason: a sentence.</summary>
    /// <param name="path">The file or the folder that the user asked for; empty if it has no name.</param>
    /// <param name="exception">What the attempt threw.</param>
    public static string Reason(string path, Exception exception) => exception switch
    {
        _ when PathAbove.File(path) is { } file => $"'{file}' is a file, not a folder.",
        _ when IsTooLarge(exception) => "It becomes larger than its file system or the limit of 'ulimit -f' allows.",
        PathTooLongException => "Its path is too long.",
        UnauthorizedAccessException => "This user may not write there.",

        // In some folders only the system makes files.
        FileNotFoundException or DirectoryNotFoundException => $"No file can be made in '{PathAbove.Folder(path)}'.",
        _ => $"{exception.Message.Split(SystemsPath)[0].TrimEnd('.')}.",
    };

    // .NET's exception for the system's EFBIG, in every write.
    private static bool IsTooLarge(Exception exception) => exception is ArgumentOutOfRangeException { ParamName: "value" };
}
