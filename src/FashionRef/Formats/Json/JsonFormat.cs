using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace FashionRef.Formats.Json;

/// <summary>How JSON is written here: Keras' snake case, indented, LF.</summary>
public static class JsonFormat
{
    /// <summary>The one set of options for every file.</summary>
    public static JsonSerializerOptions Options { get; } = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Converters =
        {
            new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false),
            new WholeNumberConverter<int>(),
            new WholeNumberConverter<long>(),
        },
        WriteIndented = true,
        NewLine = "\n",
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,

        // The default, named so that the options can be asked for what they know of a type before they are first used.
        TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
    };
}
