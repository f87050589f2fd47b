using System.Collections.Immutable;
using System.Text.Json;
using FashionRef.Files;
using FashionRef.Models;
using FashionRef.Models.Layers;

namespace FashionRef.Formats.Keras.Configuration;

/// <summary>Reads a layer's configuration, of any version of Keras from 2 on.</summary>
/// <param name="isKeras2">Whether Keras 2 wrote it, whose hard_sigmoid is another function.</param>
internal sealed class LayerReader(bool isKeras2)
{
    // Their presence tells Keras 1.
    private static readonly string[] KerasOneSettings = ["nb_filter", "nb_row", "border_mode", "subsample", "dim_ordering", "output_dim"];

    // Keras refuses null for these, and a default in its place would be a guess.
    private static readonly string[] NeverNull =
        ["padding", "cropping", "kernel_size", "pool_size", "size", "strides", "dilation_rate", "depth_multiplier", "groups", "epsilon", "alpha", "negative_slope", "threshold", "offset", "interpolation"];

    private static readonly string[] WeightNames =
        ["kernel", "bias", "depthwise", "pointwise", "gamma", "beta", "alpha"];

    /// <summary>The classes that are read.</summary>
    public static IReadOnlyList<string> Classes { get; } =
    [
        "Dense", "Conv2D", "DepthwiseConv2D", "SeparableConv2D", "Conv2DTranspose", "MaxPooling2D", "AveragePooling2D", "GlobalMaxPooling2D",
        "GlobalAveragePooling2D", "BatchNormalization", "LayerNormalization", "GroupNormalization", "Normalization", "Rescaling", "Resizing", "Flatten",
        "Reshape", "Permute", "ZeroPadding2D", "Cropping2D", "UpSampling2D", "Activation", "ReLU", "LeakyReLU", "ELU", "PReLU", "Softmax",
    ];

    /// <summary>Reads a layer.</summary>
    /// <param name="layer">Its class and settings.</param>
    /// <param name="number">Its number in the model, from 1, for messages.</param>
    /// <exception cref="ContentFaultException">It is not supported, or a setting is not legal.</exception>
    public Layer Read(KerasClass layer, int number)
    {
        ConfigObject unnamed = ConfigObject.Of(layer.Config, FormattableString.Invariant($"layer {number} ({layer.Name})"));
        string? name = unnamed.Find("name") is null ? null : unnamed.Text("name", "");
        if (name is { } given && (given.Length == 0 || given.Contains('/', StringComparison.Ordinal)))
        {
            throw unnamed.Wrong("name", unnamed.Require("name"), "a name without '/'");
        }

        // Other classes may have settings of these names in any version.
        bool isOfKerasOne = Classes.Contains(layer.Name) || layer.Name.Contains("Convolution2D", StringComparison.Ordinal);
        if (isOfKerasOne && Array.Find(KerasOneSettings, setting => layer.Config.TryGetProperty(setting, out _)) is { } old)
        {
            throw new ContentFaultException($"has {unnamed.Place} with the setting '{old}' of Keras 1, whose files are not read; save the model anew with Keras 2 or 3");
        }

        ConfigObject config = name is null ? unnamed : new ConfigObject(layer.Config, $"layer '{name}' ({layer.Name})");
        if (Array.Find(NeverNull, setting => layer.Config.TryGetProperty(setting, out JsonElement value) && value.ValueKind == JsonValueKind.Null && !MayBeNull(layer.Name, setting)) is { } empty)
        {
            throw new ContentFaultException($"has {config.Place} with {empty} null, and must have a value there");
        }

        Layer read = Settings(layer.Name, config) with
        {
            Name = name,
            IsTrainable = config.Flag("trainable", true),
            WeightType = DTypes.OfVariables(config),
            ComputesIn = DTypes.OfComputation(config),
            ActivityRegularizer = layer.Name == "ActivityRegularization" ? new Regularizer(config.Number(0, "l1"), config.Number(0, "l2")) : Penalty(config, "activity_regularizer"),
        };
        return read with { Regularizers = Penalties(config, read), Constraints = LayerConstraints.Of(config, read), Initializers = LayerInitializers.Of(config, read) };
    }

    // A pool's strides are then its size.
    private static bool MayBeNull(string type, string setting) => setting == "strides" && type.Contains("Pool", StringComparison.Ordinal);

    private Layer Settings(string type, ConfigObject config) => type switch
    {
        "Dense" => new Dense(config.Int("units", 1), Function(config)) { UseBias = config.Flag("use_bias", true) },
        "Conv2D" or "Convolution2D" => Convolution(config),
        "DepthwiseConv2D" => Depthwise(config, Function(config)) with { UseBias = config.Flag("use_bias", true) },
        "SeparableConv2D" or "SeparableConvolution2D" => new SeparableConv2D(config.Int("filters", 1), Depthwise(config, Activation.Linear) with { UseBias = false }, Function(config))
        {
            UseBias = config.Flag("use_bias", true),
        },
        "Conv2DTranspose" or "Convolution2DTranspose" => Transpose(config),
        "MaxPooling2D" or "MaxPool2D" => new MaxPooling2D(config.Size("pool_size", 1, 2))
        {
            Strides = config.Size("strides", 1, config.Size("pool_size", 1, 2)),
            Padding = Padding(config),
            DataFormat = Format(config),
        },
        "AveragePooling2D" or "AvgPool2D" => new AveragePooling2D(config.Size("pool_size", 1, 2))
        {
            Strides = config.Size("strides", 1, config.Size("pool_size", 1, 2)),
            Padding = Padding(config),
            DataFormat = Format(config),
        },
        "GlobalMaxPooling2D" or "GlobalMaxPool2D" => new GlobalMaxPooling2D { KeepDims = config.Flag("keepdims", false), DataFormat = Format(config) },
        "GlobalAveragePooling2D" or "GlobalAvgPool2D" => new GlobalAveragePooling2D { KeepDims = config.Flag("keepdims", false), DataFormat = Format(config) },
        "BatchNormalization" or "BatchNormalizationV1" or "BatchNormalizationV2" or "SyncBatchNormalization" => BatchNormalization(config),
        "LayerNormalization" => LayerNormalization(config),
        "GroupNormalization" => new GroupNormalization(config.Find("groups") is { } groups && groups.GetRawText() == "-1" ? -1 : config.Int("groups", 1, 32), Epsilon(config))
        {
            Axis = config.Int("axis", int.MinValue, -1),
            Scale = config.Flag("scale", true),
            Center = config.Flag("center", true),
        },
        "Normalization" => Normalization(config),
        "Rescaling" => new Rescaling(config.Numbers("scale") ?? throw Missing(config, "scale"), config.Numbers("offset") ?? [0]),
        "Resizing" => Resizing(config),
        "Flatten" => new Flatten { DataFormat = Format(config) },
        "Reshape" => new Reshape(config.Ints("target_shape", -1) ?? throw Missing(config, "target_shape")),
        "Permute" => new Permute(config.Ints("dims", 1) ?? throw Missing(config, "dims")),
        "ZeroPadding2D" => new ZeroPadding2D(config.Sides("padding", 1)) { DataFormat = Format(config) },
        "Cropping2D" => new Cropping2D(config.Sides("cropping", 0)) { DataFormat = Format(config) },
        "UpSampling2D" => new UpSampling2D(config.Size("size", 1, 2), Interpolated(config, "nearest")) { DataFormat = Format(config) },
        "Activation" => new ActivationLayer(Function(config)),
        "ReLU" => new ReLU(config.Number(double.PositiveInfinity, "max_value"), config.Number(0, "negative_slope"), config.Number(0, "threshold")),
        "LeakyReLU" => new LeakyReLU(config.Number(0.3, "negative_slope", "alpha")),
        "ELU" => new ELU(config.Number(1, "alpha")),
        "PReLU" => new PReLU(config.Ints("shared_axes", 1) ?? []),
        "Softmax" => new Softmax(SingleAxis(config, -1)),
        "InputLayer" => new InputLayer(InputShapes.Of(config)),
        _ when TrainingOnlyReader.Find(type, config) is { } layer => layer,
        "Lambda" => throw new ContentFaultException($"has {config.Place}, which holds Python code, and code in files is never run"),
        _ => throw new ContentFaultException($"has {config.Place}, and layers of the class '{type}' are not supported. Those that are: {string.Join(", ", Classes)}, and those that only act in training (Dropout and its kin, noise, Random…)"),
    };

    private Conv2D Convolution(ConfigObject config) =>
        new(config.Int("filters", 1), config.Size("kernel_size", 1), Function(config), Padding(config))
        {
            Strides = config.Size("strides", 1, 1),
            DilationRate = config.Size("dilation_rate", 1, 1),
            Groups = config.Int("groups", 1, 1),
            UseBias = config.Flag("use_bias", true),
            DataFormat = Format(config),
        };

    private static DepthwiseConv2D Depthwise(ConfigObject config, Activation activation) =>
        new(config.Size("kernel_size", 1), config.Int("depth_multiplier", 1, 1), activation, Padding(config))
        {
            Strides = config.Size("strides", 1, 1),
            DilationRate = config.Size("dilation_rate", 1, 1),
            DataFormat = Format(config),
        };

    private Conv2DTranspose Transpose(ConfigObject config) =>
        config.Find("output_padding") is { } output ? throw config.Wrong("output_padding", output, "null")
        : config.Size("dilation_rate", 1, 1) != 1 ? throw config.Wrong("dilation_rate", config.Require("dilation_rate"), "1")
        : config.Int("groups", 1, 1) != 1 ? throw config.Wrong("groups", config.Require("groups"), "1")
        : new Conv2DTranspose(config.Int("filters", 1), config.Size("kernel_size", 1), Function(config), Padding(config))
        {
            Strides = config.Size("strides", 1, 1),
            UseBias = config.Flag("use_bias", true),
            DataFormat = Format(config),
        };

    private static BatchNormalization BatchNormalization(ConfigObject config) => new(config.Number(0.99, "momentum"), Epsilon(config))
    {
        Axis = SingleAxis(config, -1),
        Scale = config.Flag("scale", true),
        Center = config.Flag("center", true),
    };

    private static LayerNormalization LayerNormalization(ConfigObject config) => config.Flag("rms_scaling", false)
        ? throw config.Wrong("rms_scaling", config.Require("rms_scaling"), "false")
        : new LayerNormalization(config.Ints("axis", int.MinValue) ?? [-1], Epsilon(config))
        {
            Scale = config.Flag("scale", true),
            Center = config.Flag("center", true),
        };

    // A missing axis is the last one, and null none at all.
    private static Normalization Normalization(ConfigObject config)
    {
        ImmutableArray<int> axes = config.Json.TryGetProperty("axis", out JsonElement axis) && axis.ValueKind == JsonValueKind.Null ? [] : config.Ints("axis", int.MinValue) ?? [-1];
        ImmutableArray<double>? mean = config.Numbers("mean");
        ImmutableArray<double>? variance = config.Numbers("variance");
        return (mean is null) == (variance is null)
            ? new Normalization(axes) { Mean = mean, Variance = variance, Invert = config.Flag("invert", false) }
            : throw new ContentFaultException($"has {config.Place} with only one of 'mean' and 'variance', and must have both or none");
    }

    private static Resizing Resizing(ConfigObject config)
    {
        foreach (string name in new[] { "crop_to_aspect_ratio", "pad_to_aspect_ratio", "antialias" })
        {
            if (config.Flag(name, false))
            {
                throw config.Wrong(name, config.Require(name), "false");
            }
        }

        return new Resizing(config.Int("height", 1), config.Int("width", 1), Interpolated(config, "bilinear")) { DataFormat = Format(config) };
    }

    private Activation Function(ConfigObject config) => ActivationNames.Read(config, isKeras2);

    private static double Epsilon(ConfigObject config) => config.Number(1e-3, "epsilon") is double epsilon and >= 0
        ? epsilon
        : throw config.Wrong("epsilon", config.Require("epsilon"), "a number from 0 on");

    // Keras 2 writes the axis of a batch normalization as a list.
    private static int SingleAxis(ConfigObject config, int missing) => config.Ints("axis", int.MinValue) switch
    {
        null => missing,
        [int axis] => axis,
        _ => throw config.Wrong("axis", config.Require("axis"), "one number"),
    };

    private static Padding Padding(ConfigObject config) =>
        config.Word("padding", Models.Padding.Valid, ("valid", Models.Padding.Valid), ("same", Models.Padding.Same));

    private static DataFormat Format(ConfigObject config) =>
        config.Word("data_format", DataFormat.ChannelsLast, ("channels_last", DataFormat.ChannelsLast), ("channels_first", DataFormat.ChannelsFirst));

    private static Interpolation Interpolated(ConfigObject config, string missing) => config.Word(
        "interpolation", missing == "nearest" ? Interpolation.Nearest : Interpolation.Bilinear, ("nearest", Interpolation.Nearest), ("bilinear", Interpolation.Bilinear));

    private static ImmutableSortedDictionary<string, Regularizer> Penalties(ConfigObject config, Layer layer)
    {
        ImmutableSortedDictionary<string, Regularizer>.Builder penalties = ImmutableSortedDictionary.CreateBuilder<string, Regularizer>(StringComparer.Ordinal);
        foreach (string name in WeightNames)
        {
            if (Penalty(config, $"{name}_regularizer") is { } penalty)
            {
                penalties[WeightSettings.WeightOf(layer, name)] = penalty;
            }
        }

        return penalties.ToImmutable();
    }

    // What is no L1 or L2 concerns training alone.
    private static Regularizer? Penalty(ConfigObject config, string name)
    {
        if (config.Find(name) is not { } value)
        {
            return null;
        }

        if (value.ValueKind == JsonValueKind.String)
        {
            return value.GetString() switch { "l1" => new Regularizer(0.01, 0), "l2" => new Regularizer(0, 0.01), "l1_l2" or "L1L2" => new Regularizer(0.01, 0.01), _ => null };
        }

        if (!KerasClass.Is(value))
        {
            return null;
        }

        KerasClass penalty = KerasClass.Read(value, $"{config.Place}'s {name}");
        ConfigObject settings = ConfigObject.Of(penalty.Config, $"{config.Place}'s {name}");
        return penalty.Name is "L1" or "L2" or "L1L2" ? new Regularizer(settings.Number(0, "l1"), settings.Number(0, "l2")) : null;
    }

    private static ContentFaultException Missing(ConfigObject config, string name) => new($"has {config.Place} without '{name}'");
}
