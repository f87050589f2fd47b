namespace FashionRef.Files;

/// <summary>Why something cannot be written. The system's own words name the temporary file, which the user has never heard of.</summary>
public static class WriteFault
{
    // "No space left on device : '/folder/.file.tmp'"
    private const string SystemsPath = " : '";

    /// <summary>Whether an exception is of the kind that writing throws where the machine cannot do it.</summary>
    public static bool Is(Exception exception) => exception is IOException or UnauthorizedAccessException || IsTooLarge(exception);

    /// <summary>Why, a sentence.</summary>
    /// <param name="path">The file or the folder that the user asked for; empty where it has no name.</param>
    /// <param name="exception">What the attempt threw.</param>
    public static string Reason(string path, Exception exception) => exception switch
    {
        _ when PathAbove.File(path) is { } file => $"'{file}' is a file, not a folder.",
        _ when IsTooLarge(exception) => "It becomes larger than its file system or the limit of 'ulimit -f' allows.",
        PathTooLongException => "Its path is too long.",
        UnauthorizedAccessException => "This user may not write there.",

        // Some folders hold what the system makes up, and nothing else.
        FileNotFoundException or DirectoryNotFoundException => $"No file can be made in '{PathAbove.Folder(path)}'.",
        _ => $"{exception.Message.Split(SystemsPath)[0].TrimEnd('.')}.",
    };

    // What .NET makes of the system's EFBIG, in every write.
    private static bool IsTooLarge(Exception exception) => exception is ArgumentOutOfRangeException { ParamName: "value" };
}
