using FashionRef.Models;
using FashionRef.Models.Layers;

namespace FashionRef.Tests.Models.Layers;

/// <summary>What a layer cannot take is told by its name, with the value and what is legal.</summary>
internal sealed class LayerRefusalTests
{
    private const Activation Linear = Activation.Linear;
    private const Padding Same = Padding.Same;
    private const Padding Valid = Padding.Valid;

    private static readonly int[] Image = [28, 28, 1];

    private static IEnumerable<TestCaseData> Faults()
    {
        foreach (Layer layer in new Layer[]
        {
            new Conv2D(1, 1, Linear, Same), new DepthwiseConv2D(1, 1, Linear, Same), new SeparableConv2D(1, new DepthwiseConv2D(1, 1, Linear, Same), Linear),
            new Conv2DTranspose(1, 1, Linear, Same), new MaxPooling2D(1), new AveragePooling2D(1), new GlobalMaxPooling2D(), new GlobalAveragePooling2D(),
            new ZeroPadding2D(default), new Cropping2D(default), new UpSampling2D(1, Interpolation.Nearest), new Resizing(1, 1, Interpolation.Nearest),
        })
        {
            yield return Case(layer, [784], "(784,). It takes inputs with 3 axes besides the batch. Put it before Flatten.");
            yield return Case(layer, [], "(). It takes inputs with 3 axes besides the batch.");
            yield return Case(layer, [2, 28, 28, 1], "(2, 28, 28, 1). It takes inputs with 3 axes besides the batch.");
        }

        foreach (Layer layer in new Layer[] { new Dense(1, Linear), new ActivationLayer(Activation.Softmax), new ActivationLayer(Activation.LogSoftmax) })
        {
            yield return Case(layer, [], "It takes inputs with at least one axis besides the batch.");
        }

        yield return Case(new Dense(0, Linear), [3], "has Units = 0. Legal are 1 and more.");
        yield return Case(new Conv2D(0, 1, Linear, Same), Image, "has Filters = 0. Legal are 1 and more.");
        yield return Case(new Conv2D(1, new Size2D(3, -1), Linear, Same), Image, "has KernelSize = (3, -1). Legal are 1 and more.");
        yield return Case(new Conv2D(1, 1, Linear, Same) { Strides = 0 }, Image, "has Strides = 0.");
        yield return Case(new Conv2D(1, 1, Linear, Same) { DilationRate = 0 }, Image, "has DilationRate = 0.");
        yield return Case(new Conv2D(1, 1, Linear, Same) { Groups = 0 }, Image, "has Groups = 0.");
        yield return Case(new Conv2D(4, 1, Linear, Same) { Groups = 2 }, Image, "Its 1 channels and 4 filters must be multiples of its 2 groups.");
        yield return Case(new Conv2D(3, 1, Linear, Same) { Groups = 2 }, [2, 2, 4], "Its 4 channels and 3 filters must be multiples of its 2 groups.");
        yield return Case(new Conv2D(1, 29, Linear, Valid), Image, "A window of 29 x 29 needs at least as many rows and columns, or padding 'same'.");
        yield return Case(new Conv2D(1, 3, Linear, Valid) { DilationRate = 14 }, Image, "A window of 29 x 29 needs");
        yield return Case(new Conv2D(1, 4, Linear, Same) { DilationRate = int.MaxValue }, Image, "A window of 6442450942 x 6442450942 is not computed");
        yield return Case(new DepthwiseConv2D(3, 0, Linear, Same), Image, "has DepthMultiplier = 0.");
        yield return Case(new DepthwiseConv2D(3, int.MaxValue, Linear, Same), [3, 3, 2], "An axis of its output would have the size 4294967294");
        yield return Case(new SeparableConv2D(0, new DepthwiseConv2D(1, 1, Linear, Same), Linear), Image, "has Filters = 0.");
        yield return Case(new Conv2DTranspose(1, 1, Linear, Same) { Strides = 0 }, Image, "has Strides = 0.");
        yield return Case(new Conv2DTranspose(1, 1, Linear, Same) { Strides = int.MaxValue }, Image, "An axis of its output would have the size 60129542116");
        yield return Case(new MaxPooling2D(0), Image, "has PoolSize = 0.");
        yield return Case(new MaxPooling2D(2) { Strides = 0 }, Image, "has Strides = 0.");
        yield return Case(new AveragePooling2D(30), Image, "A window of 30 x 30 needs");
        yield return Case(new Resizing(0, 3, Interpolation.Nearest), Image, "has Height = 0.");
        yield return Case(new UpSampling2D(0, Interpolation.Nearest), Image, "has Factor = 0.");
        yield return Case(new UpSampling2D(int.MaxValue, Interpolation.Nearest), Image, "An axis of its output would have the size 60129542116");
        yield return Case(new ZeroPadding2D(new Sides(0, -1, 0, 0)), Image, "has Padding = (0, -1). Legal are 0 and more.");
        yield return Case(new ZeroPadding2D(new Sides(int.MaxValue, int.MaxValue, 0, 0)), Image, "An axis of its output would have the size 4294967322");
        yield return Case(new Cropping2D(new Sides(0, 0, 0, -1)), Image, "has Cropping = (0, -1).");
        yield return Case(new Cropping2D(new Sides(14, 14, 0, 0)), Image, "An axis of its output would have the size 0");
        yield return Case(new BatchNormalization { Axis = 4 }, Image, "Its axis 4 is none of such an input; legal are 1 to 3, and -3 to -1.");
        yield return Case(new BatchNormalization { Axis = 0 }, Image, "Its axis 0 is none of such an input");
        yield return Case(new LayerNormalization([1, -3]), Image, "Its axes (1, -3) must be different ones, at least one.");
        yield return Case(new LayerNormalization([]), Image, "Its axes () must be different ones, at least one.");
        yield return Case(new LayerNormalization([5]), Image, "Its axis 5 is none of such an input");
        yield return Case(new GroupNormalization(3), [2, 2, 4], "Its 4 channels must be a multiple of its 3 groups.");
        yield return Case(new GroupNormalization(0), [2, 2, 4], "has Groups = 0.");
        yield return Case(new GroupNormalization(-2), [2, 2, 4], "has Groups = -2.");
        yield return Case(new Normalization([1, 1]), Image, "Its axes (1, 1) must be different ones.");
        yield return Case(new Normalization([-1]) { Mean = [1] }, Image, "Its settings must have both a mean and a variance, or neither.");
        yield return Case(new Normalization([-1]) { Mean = [1, 2], Variance = [1] }, [3], "Its mean and variance must have 1 or 3 values.");
        yield return Case(new Rescaling([1, 2], [0]), [3], "Its scale and offset must have 1 or 3 values.");
        yield return Case(new Reshape([5, -1]), Image, "Its 784 numbers do not fit its target shape (5, -1).");
        yield return Case(new Reshape([-1, -1]), Image, "do not fit its target shape (-1, -1).");
        yield return Case(new Reshape([0]), Image, "do not fit its target shape (0).");
        yield return Case(new Reshape([65_536, 65_536, 784]), Image, "do not fit its target shape (65536, 65536, 784).");
        yield return Case(new Permute([1, 2]), Image, "Its dims (1, 2) must be the numbers 1 to 3 in any order.");
        yield return Case(new Permute([1, 1, 2]), Image, "Its dims (1, 1, 2) must be");
        yield return Case(new Softmax(4), Image, "Its axis 4 is none of such an input");
        yield return Case(new PReLU([4]), Image, "Its axis 4 is none of such an input");
        yield return Case(new InputLayer(Shape.Of(3)), Image, "(28, 28, 1). It takes inputs of shape (3,).");

        static TestCaseData Case(Layer layer, int[] input, string message) => new(layer, Shape.Of(input), message);
    }

    [TestCaseSource(nameof(Faults))]
    public void A_layer_that_cannot_take_it_says_so_by_its_name(Layer layer, Shape input, string message)
    {
        FashionRefException fault = Assert.Throws<FashionRefException>(() => (layer with { Name = "odd one" }).OutputShape(input))!;

        Assert.That(fault.Kind, Is.EqualTo(FaultKind.BadRequest));
        Assert.That(fault.Message, Does.StartWith($"{layer.TypeName} 'odd one' ").And.Contain(message));
    }
}
