using System.Text.Json;
using FashionRef.Formats.Json;

namespace FashionRef.Cli.Workers;

/// <summary>The messages between the program and its workers: one JSON object per line.</summary>
internal static class MessageLine
{
    private static readonly JsonSerializerOptions Options = new(JsonFormat.Options) { WriteIndented = false };

    /// <summary>The message as a line, without its end.</summary>
    public static string Format<T>(T message) => JsonSerializer.Serialize(message, Options);

    /// <summary>The message of a line; null when the line is no such message.</summary>
    public static T? Parse<T>(string line)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize<T>(line, Options);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
