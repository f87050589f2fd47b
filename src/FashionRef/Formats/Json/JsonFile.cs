using System.Text.Json;
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
            // Who names a file of another kind is helped by its name, and not by the first member that it lacks.
            string fault = kind.FormatName is { } name && FormatIn(bytes) is { } other && other != name ? $"its 'format' is '{other}', but must be '{name}'" : exception.Message;
            throw new FashionRefException(FaultKind.BadRequest, $"'{path}' is no {kind.Purpose}: {fault}. {kind.Format}", exception);
        }
    }

    /// <summary>Whether a file is a JSON object with a member; what cannot be read has none.</summary>
    /// <param name="path">The file.</param>
    /// <param name="member">The member's name.</param>
    public static bool Has(string path, string member)
    {
        try
        {
            using Stream stream = InputFile.Open(path, MostBytes);
            using JsonDocument document = JsonDocument.Parse(stream);
            return document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty(member, out _);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException or InvalidOperationException or ContentFaultException or FashionRefException)
        {
            return false;
        }
    }

    private static string? FormatIn(byte[] bytes)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(bytes);
            return document.RootElement.ValueKind == JsonValueKind.Object
                && document.RootElement.TryGetProperty("format", out JsonElement format)
                && format.ValueKind == JsonValueKind.String
                ? format.GetString()
                : null;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return null;
        }
    }
}
