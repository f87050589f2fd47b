using System.Text.Json;
using System.Text.Json.Serialization;

namespace FashionRef.Training;

/// <summary>How JSON is written here: Keras' snake case, indented, LF.</summary>
public static class JsonFormat
{
    /// <summary>The one set of options for every file.</summary>
    public static JsonSerializerOptions Options { get; } = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false) },
        WriteIndented = true,
        NewLine = "\n",
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };
}
