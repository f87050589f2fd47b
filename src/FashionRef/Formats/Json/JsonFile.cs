using FashionRef.Files;

namespace FashionRef.Formats.Json;

/// <summary>Reads a JSON file as a record, and reports where it does not fit.</summary>
internal static class JsonFile
{
    // A run with the largest number of epochs takes less than half of it.
    private const int MostBytes = 16 * 1024 * 1024;

    /// <summary>Reads and checks all of the file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="kind">What it should be.</param>
    /// <param name="findFault">The first fault of the record's content and its place, or null.</param>
    /// <exception cref="FashionRefException">It cannot be read, or holds something else (bad request).</exception>
    public static T Read<T>(string path, JsonFileKind kind, Func<T, string?> findFault)
    {
        byte[] bytes = InputFile.ReadAllBytes(path, kind.Noun, MostBytes, kind.Sources, kind.IfUnread);
        try
        {
            T content = JsonText.Read<T>(bytes, kind.HasComments);
            return findFault(content) is string fault ? throw new ContentFaultException(fault) : content;
        }
        catch (ContentFaultException exception)
        {
            throw new FashionRefException(
                FaultKind.BadRequest, $"'{path}' is no {kind.Purpose}: {exception.Message}. {kind.Format}", exception);
        }
    }
}
