using FashionRef.Models;
using FashionRef.Models.Layers;

namespace FashionRef.Formats.Keras.Configuration;

/// <summary>The names of weights in settings such as <c>depthwise_regularizer</c>.</summary>
internal static class WeightSettings
{
    /// <summary>The weight that a setting is for: a DepthwiseConv2D calls its kernel depthwise there.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="name">The beginning of the setting, for example <c>depthwise</c>.</param>
    public static string WeightOf(Layer layer, string name) => (name, layer) switch
    {
        ("depthwise", DepthwiseConv2D) => "kernel",
        ("depthwise" or "pointwise", _) => $"{name}_kernel",
        _ => name,
    };

    /// <summary>The beginning of the settings for a weight.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="weight">The weight's name.</param>
    public static string NameOf(Layer layer, string weight) => (weight, layer) switch
    {
        ("kernel", DepthwiseConv2D) => "depthwise",
        ("depthwise_kernel" or "pointwise_kernel", _) => weight.Replace("_kernel", "", StringComparison.Ordinal),
        _ => weight,
    };
}
