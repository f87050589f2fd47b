using System.Collections.Immutable;
using System.Text.Json;
using FashionRef.Models;

namespace FashionRef.Formats.Keras.Configuration;

/// <summary>The constraints of a layer's configuration. What is none of Keras' concerns training alone, and is left out.</summary>
internal static class LayerConstraints
{
    private static readonly string[] WeightNames = ["kernel", "bias", "depthwise", "pointwise", "gamma", "beta", "alpha"];

    /// <summary>The constraints by the names of the weights.</summary>
    /// <param name="config">The layer's settings.</param>
    /// <param name="layer">The layer.</param>
    public static ImmutableSortedDictionary<string, WeightConstraint> Of(ConfigObject config, Layer layer)
    {
        ArgumentNullException.ThrowIfNull(layer);
        ImmutableSortedDictionary<string, WeightConstraint>.Builder constraints = ImmutableSortedDictionary.CreateBuilder<string, WeightConstraint>(StringComparer.Ordinal);
        foreach (string name in WeightNames)
        {
            if (config.Find($"{name}_constraint") is { } value && KerasClass.Is(value) && Read(config, KerasClass.Read(value, $"{config.Place}'s {name}_constraint")) is { } constraint)
            {
                constraints[WeightSettings.WeightOf(layer, name)] = constraint;
            }
        }

        return constraints.ToImmutable();
    }

    private static WeightConstraint? Read(ConfigObject layer, KerasClass constraint)
    {
        ConfigObject config = constraint.Config.ValueKind == JsonValueKind.Object ? ConfigObject.Of(constraint.Config, $"{layer.Place}'s {constraint.Name}") : ConfigObject.Of(JsonDocument.Parse("{}").RootElement, layer.Place);
        IReadOnlyList<int> axes = config.Ints("axis", int.MinValue) is { } given ? [.. given] : [0];
        return constraint.Name switch
        {
            "MaxNorm" => new WeightConstraint(WeightConstraintKind.MaxNorm, axes) { Most = config.Number(2, "max_value") },
            "UnitNorm" => new WeightConstraint(WeightConstraintKind.UnitNorm, axes),
            "MinMaxNorm" => new WeightConstraint(WeightConstraintKind.MinMaxNorm, axes)
            {
                Least = config.Number(0, "min_value"),
                Most = config.Number(1, "max_value"),
                Rate = config.Number(1, "rate"),
            },
            "NonNeg" => new WeightConstraint(WeightConstraintKind.NonNeg, axes),
            _ => null,
        };
    }
}
