using Microsoft.Build.Utilities;

namespace FashionRef.Build.Files;

/// <summary>Reports a task's failure at the file that it reads.</summary>
internal static class FileErrors
{
    /// <summary>Does the work; expected failures become coded errors.</summary>
    /// <param name="log">The task's.</param>
    /// <param name="source">The file that is read.</param>
    /// <param name="destination">Where the result goes, as a sentence.</param>
    /// <param name="work">Reads, and writes.</param>
    /// <returns>Whether no error was reported.</returns>
    public static bool Report(TaskLoggingHelper log, string source, string destination, Action work)
    {
        try
        {
            work();
        }
        catch (BuildTaskException exception)
        {
            LogError(exception.Code, exception.Message);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            LogError(ErrorCode.FileAccess, $"{exception.Message} {destination}");
        }

        return !log.HasLoggedErrors;

        void LogError(string code, string message) => log.LogError(null, code, null, source, 0, 0, 0, 0, "{0}", OutsideText.Line(message));
    }
}
