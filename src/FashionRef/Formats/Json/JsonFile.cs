using FashionRef.Files;

namespace FashionRef.Formats.Json;

/// <summary>Reads a JSON file as a record, and tells where it is something else.</summary>
internal static class JsonFile
{
    // A run of more epochs than can be asked for takes half of it.
    private const int MostBytes = 16 * 1024 * 1024;

    /// <summary>Reads and checks all of the file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="kind">What it should be.</param>
    /// <param name="findFault">The first thing that is wrong with the record's content and where it stands, or null.</param>
    /// <exception cref="FashionRefException">It cannot be read, or holds something else (bad request).</exception>
    public static T Read<T>(string path, JsonFileKind kind, Func<T, string?> findFault)
    {
        byte[] bytes = InputFile.ReadAllBytes(path, kind.Noun, MostBytes, kind.Sources, kind.IfUnread);
        try
        {
            T content = JsonText.Read<T>(bytes);
            return findFault(content) is string fault ? throw new ContentFaultException(fault) : content;
        }
        catch (ContentFaultException exception)
        {
            throw new FashionRefException(
                FaultKind.BadRequest, $"'{path}' is no {kind.Purpose}: {exception.Message}. {kind.Format}", exception);
        }
    }
}
