using System.Text.Json.Nodes;
using FashionRef.Models;

namespace FashionRef.Formats.Keras.Writing;

/// <summary>How a model was trained by Adam, and Adam's state: what Keras needs to go on training.</summary>
/// <param name="LearningRate">Above 0.</param>
/// <param name="Beta1">In [0, 1); the decay of the first moment.</param>
/// <param name="Beta2">In [0, 1); the decay of the second moment.</param>
/// <param name="Epsilon">Above 0.</param>
/// <param name="Step">How many steps were taken.</param>
/// <param name="FirstMoments">m of every trainable weight, by the weight's path.</param>
/// <param name="SecondMoments">v of every trainable weight, by the weight's path.</param>
public sealed record KerasTraining(
    double LearningRate,
    double Beta1,
    double Beta2,
    double Epsilon,
    long Step,
    IReadOnlyList<WeightValues> FirstMoments,
    IReadOnlyList<WeightValues> SecondMoments)
{
    /// <summary>The loss by Keras' name: <c>categorical_crossentropy</c> as in the notebook, or <c>sparse_categorical_crossentropy</c>.</summary>
    public string Loss { get; init; } = "categorical_crossentropy";

    // In float32, as Keras has the rate in a variable and tells that.
    internal double Rate => (float)LearningRate;

    /// <summary>As Keras 3 writes it.</summary>
    internal JsonObject Compilation => new()
    {
        ["optimizer"] = LayerDefaults.Object("keras.optimizers", "Adam", new JsonObject
        {
            ["name"] = "adam",
            ["learning_rate"] = PythonJson.Float(Rate),
            ["weight_decay"] = null,
            ["clipnorm"] = null,
            ["global_clipnorm"] = null,
            ["clipvalue"] = null,
            ["use_ema"] = false,
            ["ema_momentum"] = PythonJson.Float(0.99),
            ["ema_overwrite_frequency"] = null,
            ["loss_scale_factor"] = null,
            ["gradient_accumulation_steps"] = null,
            ["beta_1"] = PythonJson.Float(Beta1),
            ["beta_2"] = PythonJson.Float(Beta2),
            ["epsilon"] = PythonJson.Float(Epsilon),
            ["amsgrad"] = false,
        }),
        ["loss"] = Loss,
        ["loss_weights"] = null,
        ["metrics"] = new JsonArray("accuracy"),
        ["weighted_metrics"] = null,
        ["run_eagerly"] = false,
        ["steps_per_execution"] = 1,
        ["jit_compile"] = false,
    };
}
