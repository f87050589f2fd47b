using System.Text.Json.Nodes;

namespace FashionRef.Formats.Keras.Writing;

/// <summary>
/// The settings of each class of layers as Keras 3.15.1 writes them: all names in their order, with the values that they have where a program
/// says nothing. Those of all layers, name, trainable and dtype, stand before them.
/// </summary>
internal static class LayerDefaults
{
    private const char Placeholder = '$';

    // Null where Keras has no usual value.
    private static readonly Dictionary<string, string> Settings = new(StringComparer.Ordinal)
    {
        ["Activation"] = """{"activation": "linear"}""",
        ["AveragePooling2D"] = """{"pool_size": [2, 2], "padding": "valid", "strides": [2, 2], "data_format": "channels_last"}""",
        ["BatchNormalization"] = """{"axis": -1, "momentum": 0.99, "epsilon": 0.001, "center": true, "scale": true, "beta_initializer": "$Zeros", "gamma_initializer": "$Ones", "moving_mean_initializer": "$Zeros", "moving_variance_initializer": "$Ones", "beta_regularizer": null, "gamma_regularizer": null, "beta_constraint": null, "gamma_constraint": null, "synchronized": false, "renorm": false, "renorm_clipping": null, "renorm_momentum": 0.99}""",
        ["Conv2D"] = """{"filters": null, "kernel_size": null, "strides": [1, 1], "padding": "valid", "data_format": "channels_last", "dilation_rate": [1, 1], "groups": 1, "activation": "linear", "use_bias": true, "kernel_initializer": "$GlorotUniform", "bias_initializer": "$Zeros", "kernel_regularizer": null, "bias_regularizer": null, "activity_regularizer": null, "kernel_constraint": null, "bias_constraint": null}""",
        ["Conv2DTranspose"] = """{"filters": null, "kernel_size": null, "strides": [1, 1], "padding": "valid", "output_padding": null, "data_format": "channels_last", "dilation_rate": [1, 1], "activation": "linear", "use_bias": true, "kernel_initializer": "$GlorotUniform", "bias_initializer": "$Zeros", "kernel_regularizer": null, "bias_regularizer": null, "activity_regularizer": null, "kernel_constraint": null, "bias_constraint": null}""",
        ["Cropping2D"] = """{"cropping": null, "data_format": "channels_last"}""",
        ["Dense"] = """{"units": null, "activation": "linear", "use_bias": true, "kernel_initializer": "$GlorotUniform", "bias_initializer": "$Zeros", "kernel_regularizer": null, "bias_regularizer": null, "kernel_constraint": null, "bias_constraint": null, "quantization_config": null}""",
        ["DepthwiseConv2D"] = """{"depth_multiplier": 1, "kernel_size": null, "strides": [1, 1], "padding": "valid", "data_format": "channels_last", "dilation_rate": [1, 1], "activation": "linear", "use_bias": true, "depthwise_initializer": "$GlorotUniform", "bias_initializer": "$Zeros", "depthwise_regularizer": null, "bias_regularizer": null, "activity_regularizer": null, "depthwise_constraint": null, "bias_constraint": null}""",
        ["Dropout"] = """{"rate": null, "seed": null, "noise_shape": null}""",
        ["ELU"] = """{"alpha": 1.0}""",
        ["Flatten"] = """{"data_format": "channels_last"}""",
        ["GaussianDropout"] = """{"rate": null, "seed": null}""",
        ["GaussianNoise"] = """{"stddev": null, "seed": null}""",
        ["GlobalAveragePooling2D"] = """{"data_format": "channels_last", "keepdims": false}""",
        ["GlobalMaxPooling2D"] = """{"data_format": "channels_last", "keepdims": false}""",
        ["GroupNormalization"] = """{"groups": 32, "axis": -1, "epsilon": 0.001, "center": true, "scale": true, "beta_initializer": "$Zeros", "gamma_initializer": "$Ones", "beta_regularizer": null, "gamma_regularizer": null, "beta_constraint": null, "gamma_constraint": null}""",
        ["LayerNormalization"] = """{"axis": [-1], "epsilon": 0.001, "center": true, "scale": true, "rms_scaling": false, "beta_initializer": "$Zeros", "gamma_initializer": "$Ones", "beta_regularizer": null, "gamma_regularizer": null, "beta_constraint": null, "gamma_constraint": null}""",
        ["LeakyReLU"] = """{"negative_slope": 0.3}""",
        ["MaxPooling2D"] = """{"pool_size": [2, 2], "padding": "valid", "strides": [2, 2], "data_format": "channels_last"}""",
        ["Normalization"] = """{"axis": [-1], "invert": false, "mean": null, "variance": null}""",
        ["PReLU"] = """{"alpha_initializer": "$Zeros", "alpha_regularizer": null, "alpha_constraint": null, "shared_axes": null}""",
        ["Permute"] = """{"dims": null}""",
        ["RandomContrast"] = """{"data_format": "channels_last", "factor": null, "value_range": [0, 255], "seed": null}""",
        ["RandomFlip"] = """{"data_format": "channels_last", "seed": null, "mode": "horizontal_and_vertical"}""",
        ["RandomRotation"] = """{"data_format": "channels_last", "factor": null, "fill_mode": "reflect", "fill_value": 0.0, "interpolation": "bilinear", "seed": null}""",
        ["RandomTranslation"] = """{"data_format": "channels_last", "height_factor": null, "width_factor": null, "fill_mode": "reflect", "interpolation": "bilinear", "seed": null, "fill_value": 0.0}""",
        ["RandomZoom"] = """{"data_format": "channels_last", "height_factor": null, "width_factor": null, "fill_mode": "reflect", "interpolation": "bilinear", "seed": null, "fill_value": 0.0}""",
        ["ReLU"] = """{"max_value": null, "negative_slope": 0.0, "threshold": 0.0}""",
        ["Rescaling"] = """{"scale": null, "offset": 0.0}""",
        ["Reshape"] = """{"target_shape": null}""",
        ["Resizing"] = """{"data_format": "channels_last", "height": null, "width": null, "interpolation": "bilinear", "crop_to_aspect_ratio": false, "pad_to_aspect_ratio": false, "fill_mode": "constant", "fill_value": 0.0}""",
        ["SeparableConv2D"] = """{"depth_multiplier": 1, "filters": null, "kernel_size": null, "strides": [1, 1], "padding": "valid", "data_format": "channels_last", "dilation_rate": [1, 1], "activation": "linear", "use_bias": true, "depthwise_initializer": "$GlorotUniform", "pointwise_initializer": "$GlorotUniform", "bias_initializer": "$Zeros", "depthwise_regularizer": null, "pointwise_regularizer": null, "bias_regularizer": null, "activity_regularizer": null, "depthwise_constraint": null, "pointwise_constraint": null, "bias_constraint": null}""",
        ["Softmax"] = """{"axis": -1}""",
        ["SpatialDropout2D"] = """{"rate": null, "seed": null, "data_format": "channels_last"}""",
        ["UpSampling2D"] = """{"size": [2, 2], "data_format": "channels_last", "interpolation": "nearest"}""",
        ["ZeroPadding2D"] = """{"padding": [[1, 1], [1, 1]], "data_format": "channels_last"}""",
    };

    // Keras tells the shape that a layer was built with only of those that are built when they are first called.
    private static readonly HashSet<string> Unbuilt = new(StringComparer.Ordinal)
    {
        "Activation", "ActivityRegularization", "AlphaDropout", "AveragePooling2D", "Dropout", "ELU", "GaussianDropout", "GaussianNoise", "GlobalAveragePooling2D",
        "GlobalMaxPooling2D", "InputLayer", "LeakyReLU", "MaxPooling2D", "ReLU", "Reshape", "Softmax", "SpatialDropout1D", "SpatialDropout2D",
    };

    /// <summary>A class' settings; null for a class that is not in the list.</summary>
    /// <param name="className">For example <c>Conv2D</c>.</param>
    public static JsonObject? Of(string className) => Settings.TryGetValue(className, out string? text)
        ? new JsonObject(((JsonObject)JsonNode.Parse(text)!).Select(entry => KeyValuePair.Create(entry.Key, Filled(entry.Value))))
        : null;

    /// <summary>Whether the configuration of such a layer tells the shape of its input.</summary>
    /// <param name="className">The class.</param>
    public static bool TellsInputShape(string className) => !Unbuilt.Contains(className);

    /// <summary>An object of Keras' own as configurations have it.</summary>
    /// <param name="module">For example <c>keras.initializers</c>.</param>
    /// <param name="className">Its class.</param>
    /// <param name="config">Its settings.</param>
    public static JsonObject Object(string module, string className, JsonObject config) =>
        new() { ["module"] = module, ["class_name"] = className, ["config"] = config, ["registered_name"] = null };

    /// <summary>The policy of a type of numbers.</summary>
    /// <param name="name">For example <c>float32</c>.</param>
    public static JsonObject Policy(string name) => Object("keras", "DTypePolicy", new JsonObject { ["name"] = name });

    private static JsonNode? Filled(JsonNode? value) => value is JsonValue && value.ToString() is [Placeholder, ..] text
        ? Object("keras.initializers", text[1..], text[1..] == "GlorotUniform" ? new JsonObject { ["seed"] = null, ["input_axes"] = null, ["output_axes"] = null } : [])
        : value?.DeepClone();
}
