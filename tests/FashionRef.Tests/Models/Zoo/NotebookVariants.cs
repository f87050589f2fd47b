using System.Collections.Immutable;
using FashionRef.Models;
using FashionRef.Models.Layers;

namespace FashionRef.Tests.Models.Zoo;

/// <summary>The notebook's models with one change each: what its last page recommends to try.</summary>
internal static class NotebookVariants
{
    // The notebook's own.
    private const string Rate = """{"learning_rate": 0.01}""";

    // Studies hold 10,000 of the training images out, and batches are of 128.
    private const int StepsPerEpoch = 391;
    private const double Penalty = 1e-4;

    public static IEnumerable<ZooModel> All =>
    [
        Notebooks("model1", NotebookModels.Model1),
        Notebooks("model2", NotebookModels.Model2),
        .. OfModel2,
        .. OfModel1,
    ];

    /// <summary>Adam's settings where its learning rate falls from the notebook's to 0 along a cosine.</summary>
    /// <param name="epochs">In how many epochs of 50,000 images.</param>
    public static string CosineDecay(int epochs) => FormattableString.Invariant(
        $$$"""{"learning_rate": {"module": "keras.optimizers.schedules", "class_name": "CosineDecay", "config": {"initial_learning_rate": 0.01, "decay_steps": {{{epochs * StepsPerEpoch}}}, "alpha": 0.0, "name": "CosineDecay", "warmup_target": null, "warmup_steps": 0}, "registered_name": null}}""");

    private static IEnumerable<ZooModel> OfModel2 =>
    [
        Two("adam-0.001", layers => layers) with { OptimizerSettings = """{"learning_rate": 0.001}""" },
        Two("sgd-momentum", layers => layers) with { Optimizer = "SGD", OptimizerSettings = """{"learning_rate": 0.01, "momentum": 0.9}""" },
        Two("rmsprop", layers => layers) with { Optimizer = "RMSprop", OptimizerSettings = "{}" },
        Two("adamw", layers => layers) with { Optimizer = "AdamW", OptimizerSettings = "{}" },
        Two("nadam", layers => layers) with { Optimizer = "Nadam", OptimizerSettings = "{}" },
        Two("he", Initialized(new ScaledInitializer("HeNormal", 2, FanMode.FanIn, InitialDistribution.TruncatedNormal))),
        Two("lecun", Initialized(new ScaledInitializer("LecunNormal", 1, FanMode.FanIn, InitialDistribution.TruncatedNormal))),
        Two("leaky-relu", Activated(Activation.LeakyRelu)),
        Two("elu", Activated(Activation.Elu)),
        Two("silu", Activated(Activation.Silu)),
        Two("tanh", Activated(Activation.Tanh)),
        Two("filters-32-64", layers => [.. layers.Select(layer => layer is Conv2D conv ? conv with { Filters = 2 * conv.Filters } : layer)]),
        Two("third-convolution", layers => [.. layers.SelectMany<Layer, Layer>(layer =>
            layer is MaxPooling2D ? [layer, new Conv2D(64, 3, Activation.Relu, Padding.Same), new MaxPooling2D(2)] : [layer])]),
        Two("batchnorm-convolutions", layers => [.. layers.SelectMany<Layer, Layer>(layer => layer is Conv2D ? [layer, new BatchNormalization()] : [layer])]),
        Two("dropout", Dropped),
        Two("l2", layers => [.. layers.Select(layer => layer is Conv2D or Dense ? layer with { Regularizers = layer.Regularizers.SetItem("kernel", new Regularizer(0, Penalty)) } : layer)]),
        Two("label-smoothing", layers => layers) with { LabelSmoothing = 0.1 },
        Two("flip", Augmented(new RandomFlip(FlipMode.Horizontal))),
        Two("translation", Augmented(new RandomTranslation(Around(0.1), Around(0.1)))),
        Two("rotation", Augmented(new RandomRotation(Around(0.03)))),
        Two("zoom", Augmented(new RandomZoom(Around(0.1), null))),
        Two("augmentation", Augmented(
            new RandomFlip(FlipMode.Horizontal), new RandomTranslation(Around(0.1), Around(0.1)), new RandomRotation(Around(0.03)), new RandomZoom(Around(0.1), null))),
        Two("cosine-decay", layers => layers) with { OptimizerSettings = CosineDecay(epochs: 10) },
    ];

    private static IEnumerable<ZooModel> OfModel1 =>
    [
        One("adam-0.001", layers => layers) with { OptimizerSettings = """{"learning_rate": 0.001}""" },
        One("he", Initialized(new ScaledInitializer("HeNormal", 2, FanMode.FanIn, InitialDistribution.TruncatedNormal))),
        One("dropout", Dropped),
    ];

    private static ZooModel Notebooks(string name, Sequential model) => new(name, model) { OptimizerSettings = Rate };

    private static ZooModel One(string name, Func<ImmutableArray<Layer>, ImmutableArray<Layer>> change) => Variant("model1", NotebookModels.Model1, name, change);

    private static ZooModel Two(string name, Func<ImmutableArray<Layer>, ImmutableArray<Layer>> change) => Variant("model2", NotebookModels.Model2, name, change);

    private static ZooModel Variant(string of, Sequential model, string name, Func<ImmutableArray<Layer>, ImmutableArray<Layer>> change) =>
        new($"recommendations/{of}-{name}", model with { Layers = change(model.Layers) }) { OptimizerSettings = Rate };

    // Hidden layers alone: the last one stays a softmax.
    private static Func<ImmutableArray<Layer>, ImmutableArray<Layer>> Activated(Activation activation) => layers =>
    [
        .. layers.Select(layer => layer switch
        {
            Conv2D conv => conv with { Activation = activation },
            Dense { Activation: Activation.Relu } dense => dense with { Activation = activation },
            _ => layer,
        }),
    ];

    private static Func<ImmutableArray<Layer>, ImmutableArray<Layer>> Initialized(Initializer initializer) => layers =>
        [.. layers.Select(layer => layer is Conv2D or Dense ? layer with { Initializers = layer.Initializers.SetItem("kernel", initializer) } : layer)];

    private static Func<ImmutableArray<Layer>, ImmutableArray<Layer>> Augmented(params Layer[] changes) => layers => [.. changes, .. layers];

    // A quarter behind the pooling, half behind the first dense layer.
    private static ImmutableArray<Layer> Dropped(ImmutableArray<Layer> layers)
    {
        int dense = layers.IndexOf(layers.First(layer => layer is Dense));
        return [.. layers.SelectMany<Layer, Layer>((layer, i) => layer is MaxPooling2D ? [layer, KnownNets.Dropout(0.25)] : i == dense ? [layer, KnownNets.Dropout(0.5)] : [layer])];
    }

    private static FactorRange Around(double factor) => new(-factor, factor);
}
