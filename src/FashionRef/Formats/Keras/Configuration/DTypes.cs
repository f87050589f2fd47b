using System.Text.Json;
using FashionRef.Files;
using FashionRef.Models;

namespace FashionRef.Formats.Keras.Configuration;

/// <summary>Types of numbers as configurations have them: a name, or a policy that says one type for weights and one for computing.</summary>
internal static class DTypes
{
    /// <summary>The type of a layer's weights.</summary>
    /// <param name="config">The layer's settings.</param>
    /// <exception cref="ContentFaultException">The type is not supported.</exception>
    public static NumberType OfVariables(ConfigObject config)
    {
        if (config.Find("dtype") is not { } value)
        {
            return NumberType.Float32;
        }

        return NameOf(value, config) switch
        {
            "float32" or "mixed_float16" or "mixed_bfloat16" => NumberType.Float32,
            "float16" => NumberType.Float16,
            "bfloat16" => NumberType.BFloat16,
            "float64" => NumberType.Float64,

            // Layers that only pass numbers on may have any.
            "uint8" or "int32" or "int64" or "bool" or "string" => NumberType.Float32,
            _ => throw config.Wrong("dtype", value, "float32, float64, float16, bfloat16, mixed_float16 or mixed_bfloat16"),
        };
    }

    /// <summary>The type that Keras computes a layer in; of types that are no floating-point numbers float32.</summary>
    /// <param name="config">The layer's settings.</param>
    public static NumberType OfComputation(ConfigObject config) => config.Find("dtype") is not { } value ? NumberType.Float32 : NameOf(value, config) switch
    {
        "float16" or "mixed_float16" => NumberType.Float16,
        "bfloat16" or "mixed_bfloat16" => NumberType.BFloat16,
        "float64" => NumberType.Float64,
        _ => NumberType.Float32,
    };

    /// <summary>The name of a type.</summary>
    /// <param name="type">The type.</param>
    public static string NameOf(NumberType type) => type.ToString().ToLowerInvariant();

    private static string? NameOf(JsonElement value, ConfigObject config) => value.ValueKind == JsonValueKind.String ? value.GetString()
        : KerasClass.Is(value) ? PolicyName(KerasClass.Read(value, $"{config.Place}'s dtype"))
        : null;

    private static string? PolicyName(KerasClass policy) =>
        policy.Config.ValueKind == JsonValueKind.Object && policy.Config.TryGetProperty("name", out JsonElement name) && name.ValueKind == JsonValueKind.String
            ? name.GetString()
            : null;
}
