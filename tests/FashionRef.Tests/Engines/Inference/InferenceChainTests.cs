using FashionRef.Engines.Inference;
using FashionRef.Models;
using FashionRef.Models.Layers;

namespace FashionRef.Tests.Engines.Inference;

internal sealed class InferenceChainTests
{
    private static readonly Shape Image = Shape.Of(4, 6, 2);

    private static IEnumerable<TestCaseData> Ends()
    {
        yield return Case(true, [3], new Dense(4, Activation.Softmax)).SetArgDisplayNames("dense");
        yield return Case(true, [3], new Dense(4, Activation.Linear), new ActivationLayer(Activation.Softmax)).SetArgDisplayNames("activation");
        yield return Case(true, [3], new Softmax()).SetArgDisplayNames("softmax");
        yield return Case(true, [3, 4], new Softmax(2)).SetArgDisplayNames("softmax of the last axis by its number");
        yield return Case(true, [3], new Softmax(), new TrainingOnly("Dropout"), new ActivationLayer(Activation.Linear)).SetArgDisplayNames("nothing behind it");
        yield return Case(true, [3], new Softmax(), new Flatten()).SetArgDisplayNames("flattened already");
        yield return Case(true, [3, 4], new Softmax(), new Reshape([1, 3, 4])).SetArgDisplayNames("reshaped, but for the last axis");
        yield return Case(true, [4, 4, 1], new Conv2D(3, 1, Activation.Softmax, Padding.Valid)).SetArgDisplayNames("convolution");
        yield return Case(true, [2, 4, 5], new Conv2D(3, 1, Activation.Softmax, Padding.Valid) { DataFormat = DataFormat.ChannelsFirst }).SetArgDisplayNames("over columns");
        yield return Case(true, [3], new Sequential(null, [new Dense(4, Activation.Softmax)])).SetArgDisplayNames("nested");
        yield return Case(false, [3, 4], new Softmax(), new Flatten()).SetArgDisplayNames("flattened");
        yield return Case(false, [3, 4], new Softmax(), new Reshape([4, 3])).SetArgDisplayNames("reshaped");
        yield return Case(false, [3, 4], new Softmax(1)).SetArgDisplayNames("softmax of another axis");
        yield return Case(false, [3], new Dense(4, Activation.LogSoftmax)).SetArgDisplayNames("logarithm");
        yield return Case(false, [3], new Dense(4, Activation.Softmax), new ActivationLayer(Activation.Relu)).SetArgDisplayNames("something behind it");
        yield return Case(false, [3], new Dense(4, Activation.Softmax), new Dense(4, Activation.Linear)).SetArgDisplayNames("in the middle");
        yield return Case(false, [3], new Flatten()).SetArgDisplayNames("nothing");

        static TestCaseData Case(bool expected, int[] input, params Layer[] layers) => new(new Sequential(Shape.Of(input), [.. layers]), expected);
    }

    [TestCaseSource(nameof(Ends))]
    public void It_ends_with_a_softmax_if_the_outputs_are_one_along_their_last_axis(Sequential sequential, bool expected)
    {
        InferenceChain chain = Chain(sequential);

        Assert.That(chain.EndsWithSoftmax, Is.EqualTo(expected));
        Assert.That(chain.OutputShape, Is.EqualTo(sequential.Build().OutputShape));
        Assert.That(chain.Operations.IsEmpty || chain.Operations[^1].Layer is not (Softmax { Axis: -1 } or ActivationLayer { Function: Activation.Softmax }) || !expected);
    }

    [Test]
    public void An_activation_is_an_operation_of_its_own_and_none_is_none()
    {
        InferenceChain chain = Chain(Image, new Conv2D(3, 3, Activation.Relu, Padding.Same), new DepthwiseConv2D(2, 1, Activation.Tanh, Padding.Same), new Conv2DTranspose(2, 2, Activation.Elu, Padding.Same), new Dense(3, Activation.Linear));

        Assert.That(chain.Operations.Select(operation => operation.Layer.ToString().Split(' ')[0]), Is.EqualTo(["Conv2D", "Activation", "DepthwiseConv2D", "Activation", "Conv2DTranspose", "Activation", "Dense"]));
        Assert.That(
            chain.Operations.Select(operation => operation.Layer switch
            {
                Conv2D conv => conv.Activation,
                DepthwiseConv2D depthwise => depthwise.Activation,
                Conv2DTranspose transpose => transpose.Activation,
                ActivationLayer activation => activation.Function,
                Dense dense => dense.Activation,
                _ => throw new AssertionException("another layer"),
            }),
            Is.EqualTo([Activation.Linear, Activation.Relu, Activation.Linear, Activation.Tanh, Activation.Linear, Activation.Elu, Activation.Linear]));
    }

    [Test]
    public void A_separable_convolution_is_two()
    {
        InferenceChain chain = Chain(Image, new SeparableConv2D(5, new DepthwiseConv2D(3, 2, Activation.Linear, Padding.Valid) { Strides = 2 }, Activation.Relu));

        Assert.That(chain.Operations.Select(operation => operation.Layer.GetType()), Is.EqualTo([typeof(DepthwiseConv2D), typeof(Conv2D), typeof(ActivationLayer)]));
        Assert.That(chain.Operations.Select(operation => operation.Output), Is.EqualTo([Shape.Of(1, 2, 4), Shape.Of(1, 2, 5), Shape.Of(1, 2, 5)]));
        Assert.That(chain.Operations[0].Weights.Keys, Is.EquivalentTo(["kernel"]));
        Assert.That(chain.Operations[1].Weights.Keys, Is.EquivalentTo(["kernel", "bias"]));
        Assert.That(chain.Operations[1].Weights["kernel"].Path, Does.EndWith("pointwise_kernel"));
    }

    [Test]
    public void Layers_that_leave_all_numbers_where_they_are_vanish()
    {
        InferenceChain chain = Chain(Image, new Flatten(), new Reshape([6, 8]), new TrainingOnly("Dropout"), new ActivationLayer(Activation.Linear));

        Assert.That(chain.Operations, Is.Empty);
        Assert.That((chain.InputShape, chain.OutputShape), Is.EqualTo((Image, Shape.Of(6, 8))));
    }

    [Test]
    public void Every_layer_with_channels_first_becomes_one_with_channels_last_between_permutations()
    {
        DataFormat first = DataFormat.ChannelsFirst;
        Layer[] layers =
        [
            new Conv2D(2, 3, Activation.Linear, Padding.Same) { DataFormat = first }, new DepthwiseConv2D(3, 1, Activation.Linear, Padding.Same) { DataFormat = first },
            new Conv2DTranspose(2, 3, Activation.Linear, Padding.Same) { DataFormat = first }, new MaxPooling2D(1) { DataFormat = first }, new AveragePooling2D(1) { DataFormat = first },
            new Resizing(4, 4, Interpolation.Nearest) { DataFormat = first }, new ZeroPadding2D(new Sides(1, 1, 1, 1)) { DataFormat = first },
            new Cropping2D(new Sides(1, 1, 1, 1)) { DataFormat = first }, new UpSampling2D(2, Interpolation.Nearest) { DataFormat = first },
            new GlobalMaxPooling2D { DataFormat = first, KeepDims = true }, new GlobalAveragePooling2D { DataFormat = first, KeepDims = true },
        ];

        InferenceChain chain = Chain(Shape.Of(2, 4, 6), layers);

        Assert.That(chain.Operations.Select(operation => operation.Layer is Permute), Is.EqualTo(layers.SelectMany(_ => new[] { true, false, true })));
        Assert.That(chain.Operations.Select(operation => operation.Layer).Where(layer => layer is not Permute)
            .Select(layer => layer.GetType().GetProperty(nameof(DataFormat))!.GetValue(layer)), Is.All.EqualTo(DataFormat.ChannelsLast));
    }

    [Test]
    public void Layers_of_one_name_in_two_models_inside_are_two()
    {
        Sequential inside = new(null, [new Dense(3, Activation.Relu) { Name = "dense" }]);
        InferenceChain chain = Chain(Shape.Of(3), inside with { Name = "one" }, inside with { Name = "other" });

        Assert.That(chain.Operations.Select(operation => operation.Name).Distinct(), Is.EqualTo(["sequential/one/dense", "sequential/other/dense"]));
        Assert.That(chain.Operations[0].Weights["kernel"], Is.Not.SameAs(chain.Operations[2].Weights["kernel"]));
        Assert.That(chain.Operations.Distinct().Count(), Is.EqualTo(4));
    }

    [TestCase(0, 0, 0)]
    [TestCase(6, 4, 2)]
    [TestCase(6, 5, 2)]
    public void The_number_of_samples_follows_from_the_inputs(int inputs, int results, int expected) =>
        Assert.That(Chain(Shape.Of(3), new Dense(2, Activation.Linear)).Samples(inputs, results), Is.EqualTo(expected));

    [TestCase(7, 4)]
    [TestCase(6, 3)]
    [TestCase(6, 0)]
    public void Inputs_and_results_that_do_not_fit_are_refused(int inputs, int results) =>
        Assert.That(() => Chain(Shape.Of(3), new Dense(2, Activation.Linear)).Samples(inputs, results), Throws.ArgumentException.With.Message.Contain("3 inputs and 2 results"));

    private static InferenceChain Chain(Shape input, params Layer[] layers) => Chain(new Sequential(input, [.. layers]));

    private static InferenceChain Chain(Sequential sequential)
    {
        BuiltModel model = sequential.Build();
        return InferenceChain.Of(model, InferenceModels.Weights(model));
    }
}
