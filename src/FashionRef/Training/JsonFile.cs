using System.Globalization;
using System.Text.Json;
using FashionRef.Data;

namespace FashionRef.Training;

/// <summary>Reads a JSON file as a record, and tells where it is something else.</summary>
internal static class JsonFile
{
    // A run of more epochs than can be asked for takes half of it.
    private const int MostBytes = 16 * 1024 * 1024;

    /// <summary>Reads and checks all of the file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="kind">What it should be.</param>
    /// <param name="findFault">The first thing that is wrong with the record's content and where it stands, or null.</param>
    /// <exception cref="FashionRefException">It cannot be read, or holds something else (exit code 2).</exception>
    public static T Read<T>(string path, JsonFileKind kind, Func<T, string?> findFault)
    {
        using JsonDocument document = Parse(path, kind);
        T content = Shape<T>(path, kind, document);
        return findFault(content) is string fault ? throw Unfit(path, kind, fault) : content;
    }

    private static T Shape<T>(string path, JsonFileKind kind, JsonDocument document)
    {
        try
        {
            return JsonShape.Fault(document.RootElement, typeof(T)) is string fault
                ? throw Unfit(path, kind, fault)
                : document.Deserialize<T>(JsonFormat.Options)!;
        }
        catch (Exception exception) when (exception is InvalidOperationException or JsonException)
        {
            // The parser looks at a text's characters only when they are asked for.
            throw Unfit(path, kind, "it holds text that is not UTF-8", exception);
        }
    }

    private static JsonDocument Parse(string path, JsonFileKind kind)
    {
        byte[] bytes = InputFile.ReadAllBytes(path, kind.Noun, MostBytes, kind.Sources);
        try
        {
            return bytes.Length > 0 ? JsonDocument.Parse(bytes) : throw Unfit(path, kind, "it is empty");
        }
        catch (JsonException exception)
        {
            // JSON counts lines and bytes from 0.
            string place = string.Create(CultureInfo.InvariantCulture, $"line {exception.LineNumber + 1}, byte {exception.BytePositionInLine + 1}");
            throw Unfit(
                path,
                kind,
                FileKind.Name(bytes) is { } other and not FileKind.Json ? $"it is {other}" : $"it is not JSON from {place} on (NaN and Infinity are no numbers of JSON)",
                exception);
        }
    }

    private static FashionRefException Unfit(string path, JsonFileKind kind, string fault, Exception? cause = null) =>
        new(ExitCode.BadRequest, $"'{path}' is no {kind.Purpose}: {fault}. {kind.Format}", cause);
}
