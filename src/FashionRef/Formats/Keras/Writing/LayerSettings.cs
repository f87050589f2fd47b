using System.Collections.Immutable;
using System.Text.Json.Nodes;
using FashionRef.Formats.Keras.Configuration;
using FashionRef.Models;
using FashionRef.Models.Layers;

namespace FashionRef.Formats.Keras.Writing;

/// <summary>A layer's record as the settings of a configuration.</summary>
internal static class LayerSettings
{
    /// <summary>The settings, without name, trainable and dtype.</summary>
    /// <param name="layer">The layer.</param>
    /// <exception cref="FashionRefException">Its record does not hold all settings of its class (bad request).</exception>
    public static JsonObject Of(BuiltLayer layer)
    {
        string className = layer.Layer.TypeName;
        (string, JsonNode?)[] own = Own(layer.Layer) ?? throw Unsaid(layer);
        JsonObject settings = LayerDefaults.Of(className) ?? throw Unsaid(layer);
        foreach ((string name, JsonNode? value) in own.Concat(Penalties(layer.Layer)).Concat(InitializerSettings.Of(layer)))
        {
            settings[name] = value;
        }

        return settings;
    }

    private static (string Name, JsonNode? Value)[]? Own(Layer layer) => layer switch
    {
        Dense dense => [("units", dense.Units), Activation(dense.Activation), ("use_bias", dense.UseBias)],
        Conv2D conv =>
        [
            ("filters", conv.Filters), .. Window(conv.KernelSize, conv.Strides, conv.Padding, conv.DataFormat), ("dilation_rate", Pair(conv.DilationRate)),
            ("groups", conv.Groups), Activation(conv.Activation), ("use_bias", conv.UseBias),
        ],
        DepthwiseConv2D depthwise => [.. Depthwise(depthwise), Activation(depthwise.Activation), ("use_bias", depthwise.UseBias)],
        SeparableConv2D separable =>
            [("filters", separable.Filters), .. Depthwise(separable.Depthwise), Activation(separable.Activation), ("use_bias", separable.UseBias)],
        Conv2DTranspose transpose =>
        [
            ("filters", transpose.Filters), .. Window(transpose.KernelSize, transpose.Strides, transpose.Padding, transpose.DataFormat),
            Activation(transpose.Activation), ("use_bias", transpose.UseBias),
        ],
        MaxPooling2D pool => Pooling(pool.PoolSize, pool.Strides, pool.Padding, pool.DataFormat),
        AveragePooling2D pool => Pooling(pool.PoolSize, pool.Strides, pool.Padding, pool.DataFormat),
        GlobalMaxPooling2D pool => [Format(pool.DataFormat), ("keepdims", pool.KeepDims)],
        GlobalAveragePooling2D pool => [Format(pool.DataFormat), ("keepdims", pool.KeepDims)],
        Flatten flatten => [Format(flatten.DataFormat)],
        Reshape reshape => [("target_shape", PythonJson.List(reshape.TargetShape))],
        Permute permute => [("dims", PythonJson.List(permute.Dims))],
        ZeroPadding2D padding => [("padding", Sides(padding.Padding)), Format(padding.DataFormat)],
        Cropping2D cropping => [("cropping", Sides(cropping.Cropping)), Format(cropping.DataFormat)],
        UpSampling2D up => [("size", Pair(up.Factor)), Format(up.DataFormat), Interpolated(up.Interpolation)],
        Resizing resizing => [Format(resizing.DataFormat), ("height", resizing.Height), ("width", resizing.Width), Interpolated(resizing.Interpolation)],
        BatchNormalization norm => [("axis", norm.Axis), ("momentum", PythonJson.Float(norm.Momentum)), .. Scaled(norm.Epsilon, norm.Center, norm.Scale)],
        LayerNormalization norm => [("axis", PythonJson.List(norm.Axes)), .. Scaled(norm.Epsilon, norm.Center, norm.Scale)],
        GroupNormalization norm => [("groups", norm.Groups), ("axis", norm.Axis), .. Scaled(norm.Epsilon, norm.Center, norm.Scale)],
        Rescaling rescaling => [("scale", Numbers(rescaling.Scale)), ("offset", Numbers(rescaling.Offset))],
        ActivationLayer activation => [Activation(activation.Function)],
        ReLU relu =>
        [
            ("max_value", double.IsFinite(relu.MaxValue) ? PythonJson.Float(relu.MaxValue) : null), ("negative_slope", PythonJson.Float(relu.NegativeSlope)),
            ("threshold", PythonJson.Float(relu.Threshold)),
        ],
        LeakyReLU relu => [("negative_slope", PythonJson.Float(relu.NegativeSlope))],
        ELU elu => [("alpha", PythonJson.Float(elu.Alpha))],
        PReLU relu => [("shared_axes", relu.SharedAxes.IsEmpty ? null : PythonJson.List(relu.SharedAxes))],
        Softmax softmax => [("axis", softmax.Axis)],
        GaussianNoise noise => [("stddev", PythonJson.Float(noise.Stddev))],
        TrainingOnly { ClassName: "Dropout" or "SpatialDropout2D" or "GaussianDropout" } dropout => [("rate", PythonJson.Float(dropout.Rate))],
        RandomFlip flip => [Format(flip.DataFormat), ("mode", flip.Mode switch { FlipMode.Horizontal => "horizontal", FlipMode.Vertical => "vertical", _ => "horizontal_and_vertical" })],
        RandomTranslation move => [("height_factor", Range(move.HeightFactor)), ("width_factor", Range(move.WidthFactor)), .. Transform(move)],
        RandomRotation turn => [("factor", Range(turn.Factor)), .. Transform(turn)],
        RandomZoom zoom => [("height_factor", Range(zoom.HeightFactor)), ("width_factor", zoom.WidthFactor is { } width ? Range(width) : null), .. Transform(zoom)],
        RandomContrast contrast => [Format(contrast.DataFormat), ("factor", Range(contrast.Factor)), ("value_range", Range(contrast.ValueRange))],
        _ => null,
    };

    private static (string, JsonNode?)[] Window(Size2D kernel, Size2D strides, Padding padding, DataFormat format) =>
        [("kernel_size", Pair(kernel)), ("strides", Pair(strides)), ("padding", padding == Padding.Same ? "same" : "valid"), Format(format)];

    private static (string, JsonNode?)[] Depthwise(DepthwiseConv2D layer) =>
    [
        ("depth_multiplier", layer.DepthMultiplier), .. Window(layer.KernelSize, layer.Strides, layer.Padding, layer.DataFormat),
        ("dilation_rate", Pair(layer.DilationRate)),
    ];

    private static (string, JsonNode?)[] Pooling(Size2D size, Size2D strides, Padding padding, DataFormat format) =>
        [("pool_size", Pair(size)), .. Window(size, strides, padding, format).Skip(1)];

    private static (string, JsonNode?)[] Transform(RandomTransform layer) =>
    [
        Format(layer.DataFormat), ("fill_mode", layer.FillMode.ToString().ToLowerInvariant()), ("fill_value", PythonJson.Float(layer.FillValue)),
        Interpolated(layer.Interpolation),
    ];

    private static JsonArray Range(FactorRange range) => [PythonJson.Float(range.Lower), PythonJson.Float(range.Upper)];

    private static (string, JsonNode?)[] Scaled(double epsilon, bool center, bool scale) =>
        [("epsilon", PythonJson.Float(epsilon)), ("center", center), ("scale", scale)];

    private static (string, JsonNode?) Activation(Activation activation) => ("activation", ActivationNames.Of(activation));

    private static (string, JsonNode?) Format(DataFormat format) => ("data_format", format == DataFormat.ChannelsFirst ? "channels_first" : "channels_last");

    private static (string, JsonNode?) Interpolated(Interpolation interpolation) => ("interpolation", interpolation == Interpolation.Nearest ? "nearest" : "bilinear");

    private static JsonArray Pair(Size2D size) => PythonJson.List(size.Height, size.Width);

    private static JsonArray Sides(Sides sides) => [PythonJson.List(sides.Top, sides.Bottom), PythonJson.List(sides.Left, sides.Right)];

    private static JsonNode Numbers(ImmutableArray<double> values) =>
        values is [double single] ? PythonJson.Float(single) : new JsonArray([.. values.Select(PythonJson.Float)]);

    // Dense has no setting for its outputs' penalty unless there is one, which then stands with the settings of all layers.
    private static IEnumerable<(string, JsonNode?)> Penalties(Layer layer)
    {
        foreach ((string weight, Regularizer penalty) in layer.Regularizers)
        {
            yield return ($"{WeightSettings.NameOf(layer, weight)}_regularizer", Penalty(penalty));
        }

        if (layer.ActivityRegularizer is { } activity)
        {
            yield return ("activity_regularizer", Penalty(activity));
        }
    }

    private static JsonObject Penalty(Regularizer penalty) =>
        LayerDefaults.Object("keras.regularizers", "L1L2", new JsonObject { ["l1"] = PythonJson.Float(penalty.L1), ["l2"] = PythonJson.Float(penalty.L2) });

    private static FashionRefException Unsaid(BuiltLayer layer) => new(
        FaultKind.BadRequest,
        $"A configuration cannot be made of the layer '{layer.Name}': all settings of a {layer.Layer.TypeName} are known only where the model comes from a file. Write from that file.");
}
