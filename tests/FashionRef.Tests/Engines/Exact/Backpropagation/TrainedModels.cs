using System.Collections.Immutable;
using FashionRef.Engines.Backpropagation;
using FashionRef.Engines.Losses;
using FashionRef.Models;
using FashionRef.Models.Layers;

namespace FashionRef.Tests.Engines.Exact.Backpropagation;

/// <summary>Small models with every layer that is trained, with weights and batches out of nothing but counters.</summary>
internal static class TrainedModels
{
    /// <summary>A chunk and a part of one.</summary>
    public const int Samples = 11;

    private const Activation None = Activation.Linear;

    private static readonly Dense Answers = new(3, Activation.Softmax);

    private static readonly Dictionary<string, Sequential> Models = new()
    {
        ["dense"] = Of([7], new Dense(33, Activation.Relu), new Dense(5, Activation.Tanh), new TrainingOnly("Dropout") { Rate = 0.25 }, Answers),
        ["dense on the last axis"] = Of([4, 3, 5], new Dense(6, Activation.Sigmoid), new Dense(16, Activation.Softplus), new Flatten(), Answers),
        ["wide dense"] = Of([12, 12, 2], new Flatten(), new Dense(40, Activation.Elu), Answers),
        ["convolutions"] = Of([9, 8, 2], Conv(5, 3), Conv(16, new(3, 2), padding: Padding.Valid), Conv(4, 1), new Flatten(), Answers),
        ["strides"] = Of([11, 9, 3], Conv(6, 3, new(2, 3)), Conv(17, 5, 2), Conv(3, 2, new(3, 1), Padding.Valid), new Flatten(), Answers),
        ["dilation"] = Of([11, 12, 2], Conv(4, 3, 1, Padding.Same, dilation: 2), Conv(3, 2, 1, Padding.Valid, dilation: new(1, 3)), Conv(5, 3, 1, Padding.Valid, dilation: new(2, 1)), new Flatten(), Answers),
        ["groups"] = Of([8, 7, 4], Conv(6, 3, 1, Padding.Same, groups: 2), Conv(36, 3, 2, Padding.Valid, groups: 2), Conv(6, 1, 1, Padding.Same, groups: 3), new Flatten(), Answers),
        ["depthwise"] = Of([9, 8, 3], Depthwise(3, 2), Depthwise(new(2, 3), 1, new(2, 2), Padding.Valid), Depthwise(2, 3, 1, Padding.Same, 2), new Flatten(), Answers),
        ["separable"] = Of([8, 8, 3], new SeparableConv2D(18, Depthwise(3, 2), Activation.Relu), new SeparableConv2D(4, Depthwise(3, 1, 2, Padding.Valid), None) { UseBias = false }, new Flatten(), Answers),
        ["transposed"] = Of([4, 5, 3], Transposed(6, 3, 2), Transposed(16, new(2, 3), new(1, 3), Padding.Valid), Transposed(2, 2, 3), new Flatten(), Answers),
        ["poolings"] = Of([13, 12, 3], Conv(5, 3), new MaxPooling2D(3) { Strides = 2, Padding = Padding.Same }, new AveragePooling2D(3) { Strides = 2, Padding = Padding.Same }, new MaxPooling2D(2), new Flatten(), Answers),
        ["global poolings"] = Of([6, 7, 2], Conv(18, 3), new GlobalAveragePooling2D { KeepDims = true }, Conv(20, 1), new GlobalMaxPooling2D(), Answers),
        ["batch normalization"] = Of([6, 5, 2], Conv(9, 3, activation: None), new BatchNormalization(0.9), new ActivationLayer(Activation.Relu), new BatchNormalization { Axis = 1, Scale = false }, new BatchNormalization { Center = false }, new Flatten(), new Dense(6, None), new BatchNormalization(), Answers),
        ["frozen"] = Of([6, 5, 2], Conv(4, 3) with { IsTrainable = false }, Conv(5, 3, activation: None), new BatchNormalization { IsTrainable = false }, Conv(4, 1) with { IsTrainable = false }, new Flatten(), Answers),
        ["layer normalization"] = Of([4, 5, 6], Conv(6, 3, activation: None), new LayerNormalization([-1]), new LayerNormalization([1, 2]) { Center = false }, new LayerNormalization([3, 1, 2]), new GroupNormalization(3), new Flatten(), Answers),
        ["activations"] = Of([9], Activated(Activation.Relu6, Activation.LeakyRelu, Activation.Selu, Activation.Silu, Activation.HardSigmoid, Activation.HardSigmoidOfKeras2, Activation.HardSilu, Activation.Softsign, Activation.Exponential, Activation.Mish, Activation.Gelu)),
        ["more activations"] = Of([9], Activated(Activation.LogSigmoid, Activation.TanhShrink, Activation.LogSoftmax, Activation.SparsePlus, Activation.SparseSigmoid, Activation.Squareplus, Activation.Celu, Activation.HardTanh, Activation.SoftShrink)),
        ["activation layers"] = Of([4, 3, 5], Linear(6), new ReLU(0.8, 0.1, 0.2), Linear(6), new ReLU(6), Linear(5), new LeakyReLU(0.1), new PReLU([1, 2]), Linear(5), new ELU(0.7), new PReLU([]), Linear(4), new ActivationLayer(Activation.HardShrink), Linear(4), new Softmax(1), new Flatten(), Answers),
        ["inner softmax"] = Of([4, 5, 3], new Dense(4, Activation.Softmax), new Softmax(2), new Dense(5, Activation.Softmax), new Flatten(), new Dense(3, Activation.Softmax), new TrainingOnly("Dropout") { Rate = 0.1 }),
        ["other places"] = Of([6, 7, 2], Conv(3, 3), new ZeroPadding2D(new Sides(1, 2, 0, 3)), new UpSampling2D(new(2, 3), Interpolation.Nearest), new Cropping2D(new Sides(2, 1, 3, 0)), Conv(2, 3), new UpSampling2D(2, Interpolation.Bilinear), new Resizing(9, 11, Interpolation.Bilinear), new Resizing(5, 4, Interpolation.Nearest), new Permute([3, 1, 2]), Conv(4, 1), new Flatten(), Answers),
        ["channels first"] = Of([3, 8, 7], Conv(4, 3) with { DataFormat = DataFormat.ChannelsFirst }, new MaxPooling2D(2) { DataFormat = DataFormat.ChannelsFirst }, Depthwise(3, 1) with { DataFormat = DataFormat.ChannelsFirst }, new Flatten { DataFormat = DataFormat.ChannelsFirst }, Answers),
        ["scaled inputs"] = Of([5, 4, 2], new Rescaling([0.5, 2], [1]), new Normalization([-1]), Conv(4, 3), new Normalization([]) { Mean = [0.2], Variance = [0.3], Invert = true }, new Rescaling([3], [0.1, 0.2, 0.3, 0.4]), new Flatten(), Answers),
        ["dropouts"] = Of([6, 5, 2], Conv(9, 3), new TrainingOnly("SpatialDropout2D") { Rate = 0.4 }, Conv(4, 3), new TrainingOnly("Dropout"), new TrainingOnly("Dropout") { Rate = 0.5 }, new Flatten(), Answers, new TrainingOnly("Dropout")),
        ["penalties"] = Of([6, 5, 2], Conv(9, 3) with { ActivityRegularizer = new(0.01, 0.02), Regularizers = Penalty("kernel", 0.01, 0) }, Conv(4, 3, activation: None) with { ActivityRegularizer = new(0, 0.01) }, new ActivationLayer(Activation.Relu), new Flatten(), Answers with { ActivityRegularizer = new(0.1, 0.1), Regularizers = Penalty("bias", 0.02, 0.03) }),
    };

    /// <summary>The models' names, for tests to be called by.</summary>
    public static IEnumerable<string> Names => Models.Keys;

    /// <summary>What a batch of a model gives.</summary>
    /// <typeparam name="T">The type of the weights.</typeparam>
    /// <param name="name">The model's.</param>
    /// <param name="create">Makes the pass.</param>
    public static TrainedBatch<T> Run<T>(string name, Func<BuiltModel, LossSettings, IBackpropagation<T>> create)
        where T : struct, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        BuiltModel model = Models[name].Build();
        using IBackpropagation<T> pass = create(model, new LossSettings(LossKind.CategoricalCrossentropy));
        T[][] weights = [.. model.Weights.Select((weight, i) => Numbers<T>(i, weight.Shape.Count, value => Start(weight, value)))];
        T[][] gradients = [.. weights.Select(weight => new T[weight.Length])];
        T[] outputs = new T[Samples * 3];
        T[] targets = Numbers<T>(1000, Samples * 3, value => Math.Abs(value));
        TrainingBatch<T> batch = new(Samples, Numbers<T>(1001, Samples * model.InputShape.Count, value => 2 * value), targets, Numbers<T>(1002, Samples, value => 1 + (value / 2)), new RandomStep(5, 7));
        BatchLoss loss = pass.Run(weights, batch, gradients, outputs);
        return new TrainedBatch<T>(model, loss, gradients, outputs, weights);
    }

    private static double Start(Weight weight, double value) => weight.Spec.Name switch
    {
        "kernel" or "depthwise_kernel" or "pointwise_kernel" => value / Math.Sqrt(weight.Shape.Count / (double)weight.Shape.Dimensions[^1]) * 2,
        "gamma" or "moving_variance" or "variance" => 1 + (value / 2),
        _ => value / 3,
    };

    // In (-1, 1), float32 values.
    private static T[] Numbers<T>(int stream, int count, Func<double, double> change)
        where T : struct, System.Numerics.IBinaryFloatingPointIeee754<T> =>
        [.. Enumerable.Range(0, count).Select(i => T.CreateTruncating((float)change((2 * new RandomStep(9, 0).Uniform(stream, i)) - 1)))];

    private static Sequential Of(int[] shape, params Layer[] layers) => new(Shape.Of(shape), [.. layers]);

    private static Dense Linear(int units) => new(units, None);

    private static Layer[] Activated(params Activation[] activations) => [.. activations.SelectMany(activation => new Layer[] { new Dense(9, activation), Linear(9) }), Answers];

    private static Conv2D Conv(
        int filters, Size2D size, Size2D? strides = null, Padding padding = Padding.Same, Size2D? dilation = null, int groups = 1, Activation activation = Activation.Relu) =>
        new(filters, size, activation, padding) { Strides = strides ?? 1, DilationRate = dilation ?? 1, Groups = groups };

    private static DepthwiseConv2D Depthwise(Size2D size, int multiplier, Size2D? strides = null, Padding padding = Padding.Same, Size2D? dilation = null) =>
        new(size, multiplier, None, padding) { Strides = strides ?? 1, DilationRate = dilation ?? 1 };

    private static Conv2DTranspose Transposed(int filters, Size2D size, Size2D strides, Padding padding = Padding.Same) => new(filters, size, Activation.Relu, padding) { Strides = strides };

    private static ImmutableSortedDictionary<string, Regularizer> Penalty(string name, double l1, double l2) =>
        ImmutableSortedDictionary<string, Regularizer>.Empty.Add(name, new Regularizer(l1, l2));
}

/// <summary>What a batch gives.</summary>
/// <typeparam name="T">The type of the weights.</typeparam>
/// <param name="Model">The model.</param>
/// <param name="Loss">The batch's.</param>
/// <param name="Gradients">Of all weights.</param>
/// <param name="Outputs">The model's.</param>
/// <param name="Weights">After the batch: with the moving averages that it moved.</param>
internal sealed record TrainedBatch<T>(BuiltModel Model, BatchLoss Loss, T[][] Gradients, T[] Outputs, T[][] Weights);
