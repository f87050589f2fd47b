using System.Text.Json.Nodes;
using FashionRef.Formats.Keras.Configuration;
using FashionRef.Models;

namespace FashionRef.Formats.Keras.Writing;

/// <summary>Initializers as settings of a configuration.</summary>
internal static class InitializerSettings
{
    /// <summary>A layer's initializers that are not as usual.</summary>
    /// <param name="layer">The layer.</param>
    /// <exception cref="FashionRefException">One is not known (bad request).</exception>
    public static IEnumerable<(string Name, JsonNode? Value)> Of(BuiltLayer layer)
    {
        foreach ((string weight, Initializer initializer) in layer.Layer.Initializers)
        {
            JsonObject config = Config(initializer) ?? throw new FashionRefException(
                FaultKind.BadRequest,
                $"The layer '{layer.Name}' has the initializer {OutsideText.Line(initializer.Name)} of {weight}, which cannot be written. Write from a model without it.");
            yield return ($"{WeightSettings.NameOf(layer.Layer, weight)}_initializer", LayerDefaults.Object("keras.initializers", initializer.Name, config));
        }
    }

    private static JsonObject? Config(Initializer initializer) => initializer switch
    {
        ConstantInitializer { Name: "Constant" } constant => new() { ["value"] = PythonJson.Float(constant.Value) },
        ConstantInitializer => [],
        ScaledInitializer { Name: "VarianceScaling" } scaled => new()
        {
            ["scale"] = PythonJson.Float(scaled.Scale),
            ["mode"] = scaled.Mode switch { FanMode.FanIn => "fan_in", FanMode.FanOut => "fan_out", _ => "fan_avg" },
            ["distribution"] = scaled.Distribution switch
            {
                InitialDistribution.TruncatedNormal => "truncated_normal",
                InitialDistribution.UntruncatedNormal => "untruncated_normal",
                _ => "uniform",
            },
            ["seed"] = null,
        },
        ScaledInitializer => new() { ["seed"] = null, ["input_axes"] = null, ["output_axes"] = null },
        UniformInitializer uniform => new() { ["seed"] = null, ["minval"] = PythonJson.Float(uniform.Least), ["maxval"] = PythonJson.Float(uniform.Most) },
        NormalInitializer normal => new() { ["seed"] = null, ["mean"] = PythonJson.Float(normal.Mean), ["stddev"] = PythonJson.Float(normal.Stddev) },
        OrthogonalInitializer orthogonal => new() { ["seed"] = null, ["gain"] = PythonJson.Float(orthogonal.Gain) },
        _ => null,
    };
}
