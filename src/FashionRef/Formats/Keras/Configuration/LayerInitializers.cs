using System.Collections.Immutable;
using System.Text.Json;
using FashionRef.Models;

namespace FashionRef.Formats.Keras.Configuration;

/// <summary>The initializers of a layer's configuration. They concern fresh weights alone: what is not understood is kept as unknown, and refused when one is asked for.</summary>
internal static class LayerInitializers
{
    // With what a layer has where nothing is said.
    private static readonly (string Name, Initializer Usual)[] Weights =
    [
        ("kernel", Initializer.GlorotUniform), ("depthwise", Initializer.GlorotUniform), ("pointwise", Initializer.GlorotUniform), ("bias", Initializer.Zeros),
        ("gamma", Initializer.Ones), ("beta", Initializer.Zeros), ("alpha", Initializer.Zeros), ("moving_mean", Initializer.Zeros), ("moving_variance", Initializer.Ones),
    ];

    /// <summary>The initializers that are not as usual, by the names of the weights.</summary>
    /// <param name="config">The layer's settings.</param>
    /// <param name="layer">The layer.</param>
    public static ImmutableSortedDictionary<string, Initializer> Of(ConfigObject config, Layer layer)
    {
        ImmutableSortedDictionary<string, Initializer>.Builder initializers = ImmutableSortedDictionary.CreateBuilder<string, Initializer>(StringComparer.Ordinal);
        foreach ((string name, Initializer usual) in Weights)
        {
            if (config.Find($"{name}_initializer") is { } value && Read(value) is var initializer && initializer != usual)
            {
                initializers[WeightSettings.WeightOf(layer, name)] = initializer;
            }
        }

        return initializers.Count == 0 ? ImmutableSortedDictionary<string, Initializer>.Empty : initializers.ToImmutable();
    }

    // A name, or a class with its settings.
    private static Initializer Read(JsonElement value)
    {
        bool isObject = value.ValueKind == JsonValueKind.Object;
        string? name = value.ValueKind == JsonValueKind.String ? value.GetString()
            : isObject && value.TryGetProperty("class_name", out JsonElement given) && given.ValueKind == JsonValueKind.String ? given.GetString()
            : null;
        JsonElement? config = isObject && value.TryGetProperty("config", out JsonElement settings) && settings.ValueKind == JsonValueKind.Object ? settings : null;
        return name is null ? new UnknownInitializer(ConfigObject.Quote(value)) : Find(name, new Settings(config)) ?? new UnknownInitializer(name);
    }

    // Names are written with and without underscores.
    private static Initializer? Find(string name, Settings settings) => name.Replace("_", "", StringComparison.Ordinal).ToUpperInvariant() switch
    {
        "ZEROS" or "ZERO" => Initializer.Zeros,
        "ONES" or "ONE" => Initializer.Ones,
        "CONSTANT" => settings.Number("value", 0) is { } constant ? new ConstantInitializer("Constant", constant) : null,
        "GLOROTUNIFORM" => Initializer.GlorotUniform,
        "GLOROTNORMAL" => new ScaledInitializer("GlorotNormal", 1, FanMode.FanAvg, InitialDistribution.TruncatedNormal),
        "HEUNIFORM" => new ScaledInitializer("HeUniform", 2, FanMode.FanIn, InitialDistribution.Uniform),
        "HENORMAL" => new ScaledInitializer("HeNormal", 2, FanMode.FanIn, InitialDistribution.TruncatedNormal),
        "LECUNUNIFORM" => new ScaledInitializer("LecunUniform", 1, FanMode.FanIn, InitialDistribution.Uniform),
        "LECUNNORMAL" => new ScaledInitializer("LecunNormal", 1, FanMode.FanIn, InitialDistribution.TruncatedNormal),
        "VARIANCESCALING" => Scaled(settings),
        "RANDOMUNIFORM" or "UNIFORM" => (settings.Number("minval", -0.05), settings.Number("maxval", 0.05)) is ({ } least, { } most) ? new UniformInitializer(least, most) : null,
        "RANDOMNORMAL" or "NORMAL" => Normal(settings, isTruncated: false),
        "TRUNCATEDNORMAL" => Normal(settings, isTruncated: true),
        "ORTHOGONAL" or "ORTHOGONALINITIALIZER" => settings.Number("gain", 1) is { } gain ? new OrthogonalInitializer(gain) : null,
        _ => null,
    };

    private static ScaledInitializer? Scaled(Settings settings)
    {
        FanMode? mode = settings.Text("mode", "fan_in") switch { "fan_in" => FanMode.FanIn, "fan_out" => FanMode.FanOut, "fan_avg" => FanMode.FanAvg, _ => null };
        InitialDistribution? distribution = settings.Text("distribution", "truncated_normal") switch
        {
            "truncated_normal" or "normal" => InitialDistribution.TruncatedNormal,
            "untruncated_normal" => InitialDistribution.UntruncatedNormal,
            "uniform" => InitialDistribution.Uniform,
            _ => null,
        };
        return settings.Number("scale", 1) is { } scale and > 0 && mode is { } fan && distribution is { } spread ? new ScaledInitializer("VarianceScaling", scale, fan, spread) : null;
    }

    private static NormalInitializer? Normal(Settings settings, bool isTruncated) =>
        settings.Number("mean", 0) is { } mean && settings.Number("stddev", 0.05) is { } deviation and >= 0 ? new NormalInitializer(mean, deviation, isTruncated) : null;

    // Null for what is there and not understood.
    private readonly record struct Settings(JsonElement? Json)
    {
        public double? Number(string name, double missing) => Find(name) is not { } value ? missing
            : value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out double number) && double.IsFinite(number) ? number
            : null;

        public string? Text(string name, string missing) => Find(name) is not { } value ? missing
            : value.ValueKind == JsonValueKind.String ? value.GetString()
            : null;

        private JsonElement? Find(string name) => Json is { } json && json.TryGetProperty(name, out JsonElement value) ? value : null;
    }
}
