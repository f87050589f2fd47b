using System.Text.Json;

namespace FashionRef.Training;

/// <summary>How JSON is written here: Keras' snake case, indented, LF.</summary>
public static class JsonFormat
{
    /// <summary>The one set of options for every file.</summary>
    public static JsonSerializerOptions Options { get; } = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        WriteIndented = true,
        NewLine = "\n",
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };
}
