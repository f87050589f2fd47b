using System.Text.Json;
using FashionRef.Files;
using FashionRef.Models;

namespace FashionRef.Formats.Keras.Configuration;

/// <summary>Activations by the names that configurations have for them.</summary>
internal static class ActivationNames
{
    private static readonly Dictionary<string, Activation> Names = new(StringComparer.Ordinal)
    {
        ["linear"] = Activation.Linear,
        ["relu"] = Activation.Relu,
        ["relu6"] = Activation.Relu6,
        ["leaky_relu"] = Activation.LeakyRelu,
        ["elu"] = Activation.Elu,
        ["celu"] = Activation.Celu,
        ["selu"] = Activation.Selu,
        ["tanh"] = Activation.Tanh,
        ["sigmoid"] = Activation.Sigmoid,
        ["softmax"] = Activation.Softmax,
        ["log_softmax"] = Activation.LogSoftmax,
        ["silu"] = Activation.Silu,
        ["swish"] = Activation.Silu,
        ["hard_sigmoid"] = Activation.HardSigmoid,
        ["hard_silu"] = Activation.HardSilu,
        ["hard_swish"] = Activation.HardSilu,
        ["softplus"] = Activation.Softplus,
        ["softsign"] = Activation.Softsign,
        ["exponential"] = Activation.Exponential,
        ["mish"] = Activation.Mish,
        ["gelu"] = Activation.Gelu,
        ["log_sigmoid"] = Activation.LogSigmoid,
        ["tanh_shrink"] = Activation.TanhShrink,
        ["sparse_plus"] = Activation.SparsePlus,
        ["sparse_sigmoid"] = Activation.SparseSigmoid,
        ["squareplus"] = Activation.Squareplus,
        ["soft_shrink"] = Activation.SoftShrink,
        ["hard_shrink"] = Activation.HardShrink,
        ["hard_tanh"] = Activation.HardTanh,
    };

    // Keras has no name for gelu(x, approximate=True); programs register one, and this one is read.
    private const string GeluTanh = "trace>gelu_tanh";

    /// <summary>The name that Keras 3 writes.</summary>
    /// <param name="activation">The function.</param>
    /// <exception cref="FashionRefException">Keras 3 has no name for it (bad request).</exception>
    public static string Of(Activation activation) => Names.FirstOrDefault(name => name.Value == activation).Key ?? throw new FashionRefException(
        FaultKind.BadRequest, $"The activation {activation} cannot be written: {(activation == Activation.GeluTanh ? "Keras 3 has no name for gelu with tanh" : "what Keras 3 calls hard_sigmoid is another function")}. Write from a model without it.");

    /// <summary>The activation of a layer's configuration; linear where there is none.</summary>
    /// <param name="config">The layer's settings.</param>
    /// <param name="isKeras2">Whether Keras 1 or 2 wrote it, whose hard_sigmoid is another function.</param>
    /// <exception cref="ContentFaultException">It is no known function.</exception>
    public static Activation Read(ConfigObject config, bool isKeras2)
    {
        if (config.Find("activation") is not { } value)
        {
            return Activation.Linear;
        }

        string? name = value.ValueKind switch
        {
            JsonValueKind.String => value.GetString(),
            JsonValueKind.Object => FunctionName(value),
            _ => null,
        };
        return name == GeluTanh ? Activation.GeluTanh
            : name is not null && Names.TryGetValue(name, out Activation activation)
            ? isKeras2 && activation == Activation.HardSigmoid ? Activation.HardSigmoidOfKeras2 : activation
            : throw config.Wrong("activation", value, $"one of {string.Join(", ", Names.Keys)}");
    }

    // Some versions write the function's object: {"class_name": "function", "config": "relu"}.
    private static string? FunctionName(JsonElement value)
    {
        ConfigObject entry = ConfigObject.Of(value, "an activation");
        if (entry.Text("class_name", "") == "function" && entry.Find("config") is { ValueKind: JsonValueKind.String } registered && registered.GetString() == GeluTanh)
        {
            return GeluTanh;
        }

        KerasClass function = KerasClass.Read(value, "an activation");
        return function.Config.ValueKind == JsonValueKind.String ? function.Config.GetString()
            : function.Config.ValueKind == JsonValueKind.Object && function.Config.TryGetProperty("name", out JsonElement name) && name.ValueKind == JsonValueKind.String ? name.GetString()
            : null;
    }
}
