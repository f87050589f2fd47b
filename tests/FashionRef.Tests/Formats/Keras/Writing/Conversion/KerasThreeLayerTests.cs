using System.Text.Json.Nodes;
using FashionRef.Formats.Keras;
using FashionRef.Formats.Keras.Writing;

namespace FashionRef.Tests.Formats.Keras.Writing.Conversion;

/// <summary>Configurations as versions of Keras 2 and their users wrote them.</summary>
internal sealed class KerasThreeLayerTests
{
    [Test]
    public void A_bare_list_without_an_input_layer_becomes_a_whole_model()
    {
        JsonObject configuration = Converted("""
            {"class_name": "Sequential", "keras_version": "2.1.6", "backend": "tensorflow", "config": [
                {"class_name": "Conv2D", "config": {"name": "conv2d_1", "trainable": true, "batch_input_shape": [null, 8, 8, 1], "dtype": "float32", "filters": 2,
                    "kernel_size": [3, 3], "strides": [1, 1], "padding": "valid", "data_format": "channels_last", "dilation_rate": [1, 1], "activation": "relu", "use_bias": true,
                    "kernel_initializer": {"class_name": "VarianceScaling", "config": {"scale": 1.0, "mode": "fan_avg", "distribution": "uniform", "seed": null, "dtype": "float32"}},
                    "bias_initializer": {"class_name": "Zeros", "config": {}}, "kernel_regularizer": null, "bias_regularizer": null,
                    "activity_regularizer": null, "kernel_constraint": null, "bias_constraint": null}},
                {"class_name": "BatchNormalization", "config": {"name": "b", "trainable": true, "axis": [3], "momentum": 0.9}},
                {"class_name": "LeakyReLU", "config": {"name": "l", "trainable": true, "alpha": 0.125}},
                {"class_name": "Flatten", "config": {"name": "f", "trainable": true}},
                {"class_name": "Dense", "config": {"name": "d", "trainable": false, "units": 3, "activation": {"class_name": "function", "config": "softmax"},
                    "activity_regularizer": {"class_name": "L1L2", "config": {"l1": 0.0, "l2": 0.01}}}}]}
            """);
        JsonArray layers = (JsonArray)configuration["config"]!["layers"]!;

        Assert.That(layers.Select(layer => layer!["class_name"]!.GetValue<string>()), Is.EqualTo(["InputLayer", "Conv2D", "BatchNormalization", "LeakyReLU", "Flatten", "Dense"]));
        Assert.That(layers[0]!["config"]!["batch_shape"]!.ToJsonString(), Is.EqualTo("[null,8,8,1]"));
        Assert.That(layers[1]!["config"]!["groups"]!.GetValue<int>(), Is.EqualTo(1));
        Assert.That(
            PythonJson.Text(layers[1]!["config"]!["kernel_initializer"]),
            Is.EqualTo("""{"module": "keras.initializers", "class_name": "VarianceScaling", "config": {"scale": 1.0, "mode": "fan_avg", "distribution": "uniform", "seed": null}, "registered_name": null}"""));
        Assert.That(layers[2]!["config"]!["axis"]!.GetValue<int>(), Is.EqualTo(3));
        Assert.That(layers[2]!["config"]!["momentum"]!.ToJsonString(), Is.EqualTo("0.9"));
        Assert.That(layers[3]!["config"]!["negative_slope"]!.ToJsonString(), Is.EqualTo("0.125"));
        Assert.That(((JsonObject)layers[3]!["config"]!).ContainsKey("alpha"), Is.False);
        Assert.That(layers[5]!["config"]!["activation"]!.GetValue<string>(), Is.EqualTo("softmax"));
        Assert.That(layers[5]!["config"]!["activity_regularizer"]!["module"]!.GetValue<string>(), Is.EqualTo("keras.regularizers"));
        Assert.That(layers[5]!["build_config"]!.ToJsonString(), Is.EqualTo("""{"input_shape":[null,72]}"""));
    }

    // The layers stand in any order, and are connected as Keras 2 writes it.
    [Test]
    public void A_functional_chain_is_connected_in_Keras_3s_way()
    {
        JsonObject configuration = Converted("""
            {"class_name": "Model", "keras_version": "2.6.0", "backend": "tensorflow", "config": {"name": "model", "layers": [
                {"class_name": "InputLayer", "config": {"batch_input_shape": [null, 6], "dtype": "float32", "sparse": false, "ragged": false, "name": "x"}, "name": "x", "inbound_nodes": []},
                {"class_name": "Dense", "config": {"name": "y", "trainable": true, "dtype": "float32", "units": 2, "activation": "softmax"}, "name": "y", "inbound_nodes": [[["drop", 0, 0, {}]]]},
                {"class_name": "Dropout", "config": {"name": "drop", "trainable": true, "dtype": "float32", "rate": 0.5}, "name": "drop", "inbound_nodes": [[["x", 0, 0, {"training": true, "mask": null}]]]}],
                "input_layers": [["x", 0, 0]], "output_layers": [["y", 0, 0]]}}
            """);
        JsonArray layers = (JsonArray)configuration["config"]!["layers"]!;

        Assert.That(configuration["module"]!.GetValue<string>(), Is.EqualTo("keras.src.models.functional"));
        Assert.That((configuration["class_name"]!.GetValue<string>(), configuration["registered_name"]!.GetValue<string>()), Is.EqualTo(("Functional", "Functional")));
        Assert.That(configuration["config"]!["input_layers"]!.ToJsonString(), Is.EqualTo("""["x",0,0]"""));
        Assert.That(
            PythonJson.Text(layers[0]),
            Is.EqualTo("""{"module": "keras.layers", "class_name": "InputLayer", "config": {"batch_shape": [null, 6], "dtype": "float32", "sparse": false, "ragged": false, "name": "x", "optional": false}, "registered_name": null, "name": "x", "inbound_nodes": []}"""));
        Assert.That(
            PythonJson.Text(layers[1]!["inbound_nodes"]),
            Is.EqualTo("""[{"args": [{"class_name": "__keras_tensor__", "config": {"shape": [null, 6], "dtype": "float32", "keras_history": ["drop", 0, 0]}}], "kwargs": {}}]"""));
        Assert.That(layers[2]!["inbound_nodes"]![0]!["kwargs"]!.ToJsonString(), Is.EqualTo("""{"training":true}"""));
    }

    [Test]
    public void Hard_sigmoid_is_refused_by_name()
    {
        Assert.That(
            () => Converted("""{"class_name": "Sequential", "keras_version": "2.15.0", "config": {"name": "s", "layers": [{"class_name": "Dense", "config": {"name": "d", "batch_input_shape": [null, 2], "units": 1, "activation": "hard_sigmoid"}}]}}"""),
            Throws.TypeOf<FashionRefException>().With.Message.Contains("'d'").And.Message.Contains("hard_sigmoid"));
    }

    private static JsonObject Converted(string json)
    {
        using KerasFile file = KerasFile.Of(KerasContainer.Of(System.Text.Encoding.UTF8.GetBytes(json)));
        JsonObject configuration = KerasContent.Of(file, "file").Configuration;

        // It is read again as the same model.
        using KerasFile again = KerasFile.Of(KerasContainer.Of(KerasContent.Of(file, "file").Bytes("written", KerasFileKind.Json, DateTimeOffset.UnixEpoch)));
        Assert.That(again.IsOfKeras2, Is.False);
        Assert.That(again.Model!.Chain.Select(layer => $"{layer.Name} {layer.Layer}"), Is.EqualTo(file.Model!.Chain.Select(layer => $"{layer.Name} {layer.Layer}")));
        return configuration;
    }
}
