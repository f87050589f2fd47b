using FashionRef.Models;
using FashionRef.Models.Layers;
using FashionRef.Training;

namespace FashionRef.Tests.Engines.Inference;

/// <summary>Small models with each layer and each of its settings, with weights and inputs out of nothing but a seed.</summary>
internal static class InferenceModels
{
    /// <summary>How many samples <see cref="Inputs"/> makes unless asked for others.</summary>
    public const int Samples = 3;

    private const int Stream = 0x7000;
    private const Activation Linear = Activation.Linear;
    private const Padding Same = Padding.Same;
    private const Padding Valid = Padding.Valid;
    private const DataFormat First = DataFormat.ChannelsFirst;

    private static readonly Dictionary<string, Sequential> Models = Activations().Concat(InferenceImageModels.All)
        .Concat(Dictionary()).ToDictionary(pair => pair.Key, pair => pair.Value);

    /// <summary>The models' names, for tests to be called by.</summary>
    public static IEnumerable<string> Names => Models.Keys;

    /// <summary>A model, built.</summary>
    public static BuiltModel Get(string name) => Models[name].Build();

    /// <summary>Weights of any kind; each a float32.</summary>
    public static WeightValues[] Weights(BuiltModel model) => [.. model.Weights.Select((weight, number) => new WeightValues(
        weight.Path, weight.Shape, [.. Enumerable.Range(0, weight.Shape.Count).Select(i => Value(weight, number, (uint)i))]))];

    /// <summary>Inputs from -4 to 4; each a float32.</summary>
    public static double[] Inputs(BuiltModel model, int samples = Samples) => [.. Enumerable.Range(0, samples * model.InputShape.Count)
        .Select(i => (double)(float)((8 * SplitMix64.Unit(8, Stream, (uint)i)) - 4))];

    private static double Value(Weight weight, int number, uint i)
    {
        double unit = SplitMix64.Unit(7, Stream + number, i);
        return (float)(weight.Spec.Name switch
        {
            "gamma" or "moving_variance" or "variance" or "count" => 0.5 + unit,
            string name when name.EndsWith("kernel", StringComparison.Ordinal) => (2 * unit - 1) / Math.Sqrt(weight.Shape.Count / (double)weight.Shape.Dimensions[^1]),
            _ => (2 * unit) - 1,
        });
    }

    // A softmax at the end is not computed: something is behind each.
    private static IEnumerable<KeyValuePair<string, Sequential>> Activations() => Enum.GetValues<Activation>().SelectMany(function => new KeyValuePair<string, Sequential>[]
    {
        new($"activation {function}", Of([5, 7], new ActivationLayer(function), new Rescaling([1], [0.25]))),
        new($"dense with {function}", Of([5], new Dense(6, function), new Rescaling([2], [0]))),
        new($"convolution with {function}, channels first", Of([3, 4, 5], new Conv2D(4, 2, function, Valid) { DataFormat = First }, new Rescaling([2], [0]))),
    });

    private static Dictionary<string, Sequential> Dictionary() => new()
    {
        ["nothing"] = Of([4], new Flatten()),
        ["dense, no bias"] = Of([5], new Dense(7, Linear) { UseBias = false }),
        ["dense to 17, to 33, to 1"] = Of([5], new Dense(17, Activation.Relu), new Dense(33, Linear), new Dense(1, Linear)),
        ["dense on rank 2"] = Of([3, 5], new Dense(4, Activation.Tanh), new Dense(2, Linear)),
        ["dense on rank 3"] = Of([2, 3, 5], new Dense(4, Linear)),
        ["rectifier"] = Of([40], new ReLU()),
        ["rectifier, limited"] = Of([40], new ReLU(MaxValue: 2)),
        ["rectifier, with everything"] = Of([40], new ReLU(MaxValue: 2, NegativeSlope: 0.25, Threshold: 0.5)),
        ["leaky rectifier"] = Of([40], new LeakyReLU()),
        ["leaky rectifier, slope 0.1"] = Of([40], new LeakyReLU(0.1)),
        ["exponential rectifier"] = Of([40], new ELU()),
        ["exponential rectifier, alpha 0.3"] = Of([40], new ELU(0.3)),
        ["learnt slopes"] = Of([4, 3, 5], new PReLU([])),
        ["learnt slopes for channels"] = Of([4, 3, 5], new PReLU([1, 2])),
        ["learnt slopes for columns"] = Of([4, 3, 5], new PReLU([1, 3])),
        ["learnt slopes for rows and channels"] = Of([4, 3, 5], new PReLU([-2])),
        ["softmax"] = Of([4, 3, 5], new Softmax(), new Rescaling([2], [0])),
        ["softmax over rows"] = Of([4, 3, 5], new Softmax(1)),
        ["softmax over columns"] = Of([4, 3, 5], new Softmax(-2)),
        ["batch normalization"] = Of([4, 3, 5], new BatchNormalization(0.9, 0.01)),
        ["batch normalization over rows"] = Of([4, 3, 5], new BatchNormalization { Axis = 1 }),
        ["batch normalization, no scale"] = Of([5], new BatchNormalization { Scale = false }),
        ["batch normalization, no center"] = Of([5], new BatchNormalization { Center = false }),
        ["batch normalization, neither"] = Of([3, 5], new BatchNormalization { Scale = false, Center = false, Axis = -2 }),
        ["layer normalization"] = Of([4, 3, 5], new LayerNormalization([-1])),
        ["layer normalization over all"] = Of([4, 3, 5], new LayerNormalization([1, 2, 3], 0.1)),
        ["layer normalization over rows and channels"] = Of([4, 3, 5], new LayerNormalization([1, 3])),
        ["layer normalization in another order"] = Of([4, 3, 5], new LayerNormalization([3, 1])),
        ["layer normalization over all, backwards"] = Of([4, 3, 5], new LayerNormalization([3, 2, 1])),
        ["layer normalization, no scale"] = Of([4, 5], new LayerNormalization([-1]) { Scale = false }),
        ["layer normalization, no center"] = Of([4, 5], new LayerNormalization([1]) { Center = false }),
        ["group normalization, 1 group"] = Of([4, 3, 6], new GroupNormalization(1)),
        ["group normalization, 3 groups"] = Of([4, 3, 6], new GroupNormalization(3, 0.05)),
        ["group normalization, a group each"] = Of([4, 3, 6], new GroupNormalization(-1)),
        ["group normalization of rows"] = Of([4, 3, 6], new GroupNormalization(2) { Axis = 1 }),
        ["group normalization of columns"] = Of([4, 6, 3], new GroupNormalization(2) { Axis = -2 }),
        ["group normalization, no scale"] = Of([6], new GroupNormalization(2) { Scale = false }),
        ["group normalization, no center"] = Of([3, 6], new GroupNormalization(3) { Center = false }),
        ["normalization"] = Of([4, 3, 5], new Normalization([-1])),
        ["normalization of rows"] = Of([4, 3, 5], new Normalization([1])),
        ["normalization of channels and rows"] = Of([4, 3, 5], new Normalization([3, 1])),
        ["normalization of all alike"] = Of([4, 3, 5], new Normalization([])),
        ["normalization, inverted"] = Of([4, 3, 5], new Normalization([-1]) { Invert = true }),
        ["normalization, given"] = Of([4, 3], new Normalization([-1]) { Mean = [1, 2, 3], Variance = [4, 0.25, 0] }),
        ["normalization, one for all given"] = Of([4, 3], new Normalization([-1]) { Mean = [1.5], Variance = [4] }),
        ["normalization of rows, given and inverted"] = Of([2, 3], new Normalization([1]) { Mean = [1, 2], Variance = [4, 9], Invert = true }),
        ["rescaling"] = Of([4, 3], new Rescaling([1 / 255.0], [-0.5])),
        ["rescaling of channels"] = Of([4, 3], new Rescaling([0.5, 2, 3], [1])),
        ["rescaling with offsets"] = Of([4, 3], new Rescaling([0.5], [1, 2, 3])),
        ["permuted"] = Of([2, 3, 4, 5], new Permute([3, 1, 4, 2])),
        ["reshaped"] = Of([2, 6], new Reshape([3, -1]), new Dense(2, Linear)),
        ["flattened"] = Of([2, 3, 4], new Flatten(), new Dense(3, Linear)),
        ["flattened, channels first"] = Of([2, 3, 4], new Flatten { DataFormat = First }, new Dense(3, Linear)),
        ["flattened, channels first, rank 4"] = Of([2, 3, 2, 2], new Flatten { DataFormat = First }),
        ["flattened, channels first, rank 2"] = Of([2, 3], new Flatten { DataFormat = First }),
        ["flattened, channels first, rank 1"] = Of([6], new Flatten { DataFormat = First }),
        ["only for training"] = Of([6], new TrainingOnly("Dropout"), new Dense(3, Linear), new TrainingOnly("GaussianNoise")),
        ["nested"] = Of(
            [6, 6, 2],
            new Sequential(null, [new Conv2D(3, 3, Activation.Relu, Same), new MaxPooling2D(2)]) { Name = "features" },
            new Flatten(),
            new Sequential(null, [new Dense(4, Activation.Relu), new Sequential(null, [new Dense(3, Activation.Softmax)]) { Name = "end" }]) { Name = "head" }),
    };

    private static Sequential Of(int[] input, params Layer[] layers) => new(Shape.Of(input), [.. layers]);
}
