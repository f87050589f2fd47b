using System.Text;
using System.Text.Json.Nodes;
using FashionRef.Formats.Keras.Writing;
using FashionRef.Formats.Keras.Writing.Conversion;
using FashionRef.Models;

namespace FashionRef.Tests.Models.Zoo;

/// <summary>A model of the folder models, and what it is compiled with.</summary>
/// <param name="Path">Its file below that folder, without the ending.</param>
/// <param name="Model">Its layers.</param>
internal sealed record ZooModel(string Path, Sequential Model)
{
    /// <summary>Keras' class.</summary>
    public string Optimizer { get; init; } = "Adam";

    /// <summary>The optimizer's settings that are not Keras' usual ones, as JSON.</summary>
    public string OptimizerSettings { get; init; } = "{}";

    /// <summary>In [0, 1].</summary>
    public double LabelSmoothing { get; init; }

    /// <summary>The text of Keras' to_json().</summary>
    public string Json()
    {
        JsonNode loss = LabelSmoothing == 0 ? "categorical_crossentropy" : LayerDefaults.Object("keras.losses", "CategoricalCrossentropy", new JsonObject
        {
            ["name"] = "categorical_crossentropy",
            ["reduction"] = "sum_over_batch_size",
            ["from_logits"] = false,
            ["label_smoothing"] = LabelSmoothing,
            ["axis"] = -1,
        });
        JsonObject compilation = new()
        {
            ["optimizer"] = KerasThreeCompilation.Optimizer(Optimizer, (JsonObject)JsonNode.Parse(OptimizerSettings)!),
            ["loss"] = loss,
            ["loss_weights"] = null,
            ["metrics"] = new JsonArray("accuracy"),
            ["weighted_metrics"] = null,
            ["run_eagerly"] = false,
            ["steps_per_execution"] = 1,
            ["jit_compile"] = false,
        };
        BuiltModel built = (Model with { Name = System.IO.Path.GetFileName(Path).Replace('-', '_').Replace('.', '_') }).Build();
        return PythonJson.Text(LegacyConfiguration.WithoutIds(GeneratedConfiguration.Of(built, compilation)));
    }

    /// <summary>The file's bytes: ASCII, as Keras writes it.</summary>
    public byte[] Bytes() => Encoding.ASCII.GetBytes(Json());
}
