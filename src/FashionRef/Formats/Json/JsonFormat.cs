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

        // The default, set explicitly so that the options can be queried about types before their first use.
        TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
    };
}
