using System.Text;
using System.Text.Json;
using FashionRef.Files;
using static System.FormattableString;

namespace FashionRef.Formats.Json;

/// <summary>
/// Reads JSON of any origin as a record: every file's, and that in a checkpoint. Ambiguous JSON, such as a repeated name, is refused,
/// so that this program never reads another value than other readers.
/// </summary>
internal static class JsonText
{
    /// <summary>No format here needs a tenth of this.</summary>
    public const int DeepestNesting = 64;

    private const string NotUtf8 = "it holds text that is not UTF-8";

    private static readonly JsonSerializerOptions Commented =
        new(JsonFormat.Options) { ReadCommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    /// <summary>Reads and checks all of it, by <see cref="JsonFormat.Options"/>.</summary>
    /// <param name="utf8">The text; a byte order mark is skipped.</param>
    /// <param name="hasComments">Whether comments, and commas behind the last item, are legal.</param>
    /// <exception cref="ContentFaultException">It does not fit; the message says where.</exception>
    public static T Read<T>(ReadOnlyMemory<byte> utf8, bool hasComments = false)
    {
        using JsonDocument document = Parse(utf8, hasComments);
        try
        {
            return JsonShape.Fault(document.RootElement, typeof(T)) is string fault
                ? throw new ContentFaultException(fault)
                : document.Deserialize<T>(hasComments ? Commented : JsonFormat.Options)!;
        }
        catch (JsonException exception)
        {
            throw new ContentFaultException(SyntaxFault(exception));
        }
        catch (InvalidOperationException)
        {
            throw new ContentFaultException(NotUtf8);
        }
    }

    /// <summary>Reads all of it, unless readers could differ about it.</summary>
    /// <param name="utf8">The text; a byte order mark is skipped.</param>
    /// <param name="hasComments">Whether comments, and commas behind the last item, are legal.</param>
    /// <exception cref="ContentFaultException">It is no JSON, or ambiguous; the message says where.</exception>
    public static JsonDocument Parse(ReadOnlyMemory<byte> utf8, bool hasComments = false)
    {
        ReadOnlyMemory<byte> json = utf8.Span.StartsWith(Encoding.UTF8.Preamble) ? utf8[Encoding.UTF8.Preamble.Length..] : utf8;
        if (IsBlank(json.Span))
        {
            throw new ContentFaultException("it is empty");
        }

        try
        {
            JsonCommentHandling comments = hasComments ? JsonCommentHandling.Skip : JsonCommentHandling.Disallow;
            RequireOneReading(json.Span, new JsonReaderOptions { MaxDepth = int.MaxValue, CommentHandling = comments, AllowTrailingCommas = hasComments });
            return JsonDocument.Parse(json, new JsonDocumentOptions { CommentHandling = comments, AllowTrailingCommas = hasComments });
        }
        catch (JsonException exception)
        {
            throw new ContentFaultException(OtherKind(json.Span) is { } other ? $"it is {other}" : SyntaxFault(exception));
        }
        catch (InvalidOperationException)
        {
            // The reader checks a text's encoding only when the text is read.
            throw new ContentFaultException(NotUtf8);
        }
    }

    private static bool IsBlank(ReadOnlySpan<byte> json)
    {
        foreach (byte mark in json)
        {
            if (mark is not ((byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n'))
            {
                return false;
            }
        }

        return true;
    }

    // JSON counts lines and bytes from 0.
    private static string SyntaxFault(JsonException exception) =>
        Invariant($"it is not JSON from line {exception.LineNumber + 1}, byte {exception.BytePositionInLine + 1} on (JSON has no NaN and Infinity)");

    private static string? OtherKind(ReadOnlySpan<byte> text) => FileKind.Name(text) is { } name
        ? name == FileKind.Json ? null : name
        : FileKind.Coding(text);

    private static void RequireOneReading(ReadOnlySpan<byte> json, JsonReaderOptions options)
    {
        Utf8JsonReader reader = new(json, options);
        Stack<HashSet<string>> names = [];
        while (reader.Read())
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.StartObject or JsonTokenType.StartArray when names.Count == DeepestNesting:
                    throw new ContentFaultException(Invariant($"it has more than {DeepestNesting} objects and lists in each other at {Place(json, reader.TokenStartIndex)}"));
                case JsonTokenType.StartObject or JsonTokenType.StartArray:
                    names.Push([]);
                    break;
                case JsonTokenType.EndObject or JsonTokenType.EndArray:
                    names.Pop();
                    break;
                case JsonTokenType.PropertyName when !names.Peek().Add(reader.GetString()!):
                    throw new ContentFaultException($"it has '{reader.GetString()}' twice in one object, again at {Place(json, reader.TokenStartIndex)}");
                case JsonTokenType.String:
                    reader.GetString();
                    break;
            }
        }
    }

    private static string Place(ReadOnlySpan<byte> json, long index)
    {
        ReadOnlySpan<byte> before = json[..(int)index];
        return Invariant($"line {before.Count((byte)'\n') + 1}, byte {before.Length - before.LastIndexOf((byte)'\n')}");
    }
}
