using FashionRef.Models;
using FashionRef.Models.Layers;

namespace FashionRef.Tests.Models.Layers;

/// <summary>What each layer makes of a shape, and the weights that it has; those with a minus are not trainable.</summary>
internal sealed class LayerShapeTests
{
    private const Activation Linear = Activation.Linear;
    private const Padding Same = Padding.Same;
    private const Padding Valid = Padding.Valid;
    private const DataFormat First = DataFormat.ChannelsFirst;

    private static readonly int[] Image = [28, 28, 1];

    private static readonly FactorRange Factor = new(0, 1);

    private static IEnumerable<TestCaseData> Layers()
    {
        yield return Case(new Dense(10, Linear), [64], "(10,)", "kernel (64, 10), bias (10,)");
        yield return Case(new Dense(10, Linear) { UseBias = false }, [3, 4, 64], "(3, 4, 10)", "kernel (64, 10)");
        yield return Case(new Conv2D(4, new Size2D(3, 2), Linear, Valid), [9, 8, 2], "(7, 7, 4)", "kernel (3, 2, 2, 4), bias (4,)");
        yield return Case(new Conv2D(4, 3, Linear, Same) { Strides = new Size2D(2, 3), UseBias = false }, [9, 8, 2], "(5, 3, 4)", "kernel (3, 3, 2, 4)");
        yield return Case(new Conv2D(4, 3, Linear, Valid) { Strides = new Size2D(2, 3) }, [9, 8, 2], "(4, 2, 4)", "kernel (3, 3, 2, 4), bias (4,)");
        yield return Case(new Conv2D(6, 3, Linear, Valid) { DilationRate = 2, Groups = 2 }, [9, 8, 4], "(5, 4, 6)", "kernel (3, 3, 2, 6), bias (6,)");
        yield return Case(new Conv2D(6, 3, Linear, Valid) { DataFormat = First }, [2, 9, 8], "(6, 7, 6)", "kernel (3, 3, 2, 6), bias (6,)");
        yield return Case(new DepthwiseConv2D(3, 2, Linear, Valid), [9, 8, 3], "(7, 6, 6)", "kernel (3, 3, 3, 2), bias (6,)");
        yield return Case(new DepthwiseConv2D(3, 1, Linear, Same) { Strides = 2, UseBias = false, DataFormat = First }, [3, 9, 8], "(3, 5, 4)", "kernel (3, 3, 3, 1)");
        yield return Case(
            new SeparableConv2D(5, new DepthwiseConv2D(3, 2, Linear, Valid) { DilationRate = 2 }, Linear), [9, 8, 3], "(5, 4, 5)",
            "depthwise_kernel (3, 3, 3, 2), pointwise_kernel (1, 1, 6, 5), bias (5,)");
        yield return Case(
            new SeparableConv2D(5, new DepthwiseConv2D(3, 1, Linear, Same) { DataFormat = First }, Linear) { UseBias = false }, [3, 9, 8], "(5, 9, 8)",
            "depthwise_kernel (3, 3, 3, 1), pointwise_kernel (1, 1, 3, 5)");
        yield return Case(new Conv2DTranspose(2, 3, Linear, Same) { Strides = 2 }, [4, 5, 3], "(8, 10, 2)", "kernel (3, 3, 2, 3), bias (2,)");
        yield return Case(new Conv2DTranspose(2, 3, Linear, Valid) { Strides = 2, UseBias = false }, [4, 5, 3], "(9, 11, 2)", "kernel (3, 3, 2, 3)");
        yield return Case(new Conv2DTranspose(2, new Size2D(2, 4), Linear, Valid) { Strides = 3, DataFormat = First }, [3, 4, 5], "(2, 12, 16)", "kernel (2, 4, 2, 3), bias (2,)");
        yield return Case(new MaxPooling2D(2), [9, 8, 3], "(4, 4, 3)", "");
        yield return Case(new MaxPooling2D(3) { Strides = 2, Padding = Same }, [9, 8, 3], "(5, 4, 3)", "");
        yield return Case(new AveragePooling2D(new Size2D(2, 3)) { DataFormat = First }, [3, 9, 8], "(3, 4, 2)", "");
        yield return Case(new AveragePooling2D(2) { Strides = 3, Padding = Same }, [9, 8, 3], "(3, 3, 3)", "");
        yield return Case(new GlobalMaxPooling2D(), [9, 8, 3], "(3,)", "");
        yield return Case(new GlobalMaxPooling2D { KeepDims = true, DataFormat = First }, [3, 9, 8], "(3, 1, 1)", "");
        yield return Case(new GlobalAveragePooling2D { KeepDims = true }, [9, 8, 3], "(1, 1, 3)", "");
        yield return Case(new GlobalAveragePooling2D { DataFormat = First }, [3, 9, 8], "(3,)", "");
        yield return Case(new BatchNormalization(), [9, 8, 3], "(9, 8, 3)", "gamma (3,), beta (3,), -moving_mean (3,), -moving_variance (3,)");
        yield return Case(new BatchNormalization { Axis = 1, Scale = false }, [9, 8, 3], "(9, 8, 3)", "beta (9,), -moving_mean (9,), -moving_variance (9,)");
        yield return Case(new BatchNormalization { Axis = -2, Center = false }, [9, 8, 3], "(9, 8, 3)", "gamma (8,), -moving_mean (8,), -moving_variance (8,)");
        yield return Case(new LayerNormalization([-1]), [9, 8, 3], "(9, 8, 3)", "gamma (3,), beta (3,)");
        yield return Case(new LayerNormalization([3, 1]), [9, 8, 3], "(9, 8, 3)", "gamma (3, 9), beta (3, 9)");
        yield return Case(new LayerNormalization([1]) { Scale = false, Center = false }, [9, 8, 3], "(9, 8, 3)", "");
        yield return Case(new GroupNormalization(2), [9, 8, 6], "(9, 8, 6)", "gamma (6,), beta (6,)");
        yield return Case(new GroupNormalization(-1) { Axis = 1, Center = false }, [9, 8, 6], "(9, 8, 6)", "gamma (9,)");
        yield return Case(new Normalization([-1]), [9, 8, 3], "(9, 8, 3)", "-mean (3,), -variance (3,), -count ()");
        yield return Case(new Normalization([3, 1]), [9, 8, 3], "(9, 8, 3)", "-mean (9, 3), -variance (9, 3), -count ()");
        yield return Case(new Normalization([]), [9, 8, 3], "(9, 8, 3)", "-mean (), -variance (), -count ()");
        yield return Case(new Normalization([]) { Mean = [1], Variance = [2] }, [9, 8, 3], "(9, 8, 3)", "");
        yield return Case(new Rescaling([1 / 255.0], [0]), Image, "(28, 28, 1)", "");
        yield return Case(new Resizing(5, 7, Interpolation.Bilinear), [9, 8, 3], "(5, 7, 3)", "");
        yield return Case(new Resizing(5, 7, Interpolation.Nearest) { DataFormat = First }, [3, 9, 8], "(3, 5, 7)", "");
        yield return Case(new UpSampling2D(new Size2D(2, 3), Interpolation.Nearest), [9, 8, 3], "(18, 24, 3)", "");
        yield return Case(new ZeroPadding2D(new Sides(1, 2, 3, 4)), [9, 8, 3], "(12, 15, 3)", "");
        yield return Case(new Cropping2D(new Sides(1, 2, 3, 4)) { DataFormat = First }, [3, 9, 8], "(3, 6, 1)", "");
        yield return Case(new Flatten(), [9, 8, 3], "(216,)", "");
        yield return Case(new Flatten(), [], "(1,)", "");
        yield return Case(new Reshape([3, -1, 4]), [9, 8, 3], "(3, 18, 4)", "");
        yield return Case(new Reshape([-1]), [9, 8, 3], "(216,)", "");
        yield return Case(new Permute([3, 1, 2]), [9, 8, 3], "(3, 9, 8)", "");
        yield return Case(new PReLU([]), [9, 8, 3], "(9, 8, 3)", "alpha (9, 8, 3)");
        yield return Case(new PReLU([1, -2]), [9, 8, 3], "(9, 8, 3)", "alpha (1, 1, 3)");
        yield return Case(new Softmax(1), [9, 8, 3], "(9, 8, 3)", "");
        yield return Case(new ReLU(), [9], "(9,)", "");
        yield return Case(new LeakyReLU(), [9], "(9,)", "");
        yield return Case(new ELU(), [9], "(9,)", "");
        yield return Case(new ActivationLayer(Activation.Gelu), [], "()", "");
        yield return Case(new TrainingOnly("Dropout"), [9], "(9,)", "");
        yield return Case(new GaussianNoise(1), [9], "(9,)", "");
        yield return Case(new GaussianDropout(), [9], "(9,)", "");
        yield return Case(new RandomFlip(FlipMode.Vertical), [9, 8, 3], "(9, 8, 3)", "");
        yield return Case(new RandomTranslation(Factor, Factor), [9, 8, 3], "(9, 8, 3)", "");
        yield return Case(new RandomRotation(Factor), [9, 8, 3], "(9, 8, 3)", "");
        yield return Case(new RandomZoom(Factor, null), [9, 8, 3], "(9, 8, 3)", "");
        yield return Case(new RandomContrast(Factor), [9, 8, 3], "(9, 8, 3)", "");
        yield return Case(new InputLayer(Shape.Of(9)), [9], "(9,)", "");

        static TestCaseData Case(Layer layer, int[] input, string output, string weights) => new(layer, Shape.Of(input), output, weights);
    }

    [TestCaseSource(nameof(Layers))]
    public void Output_and_weights_are_Keras_own(Layer layer, Shape input, string output, string weights)
    {
        string found = string.Join(", ", layer.Weights(input).Select(spec => $"{(spec.IsTrainable ? "" : "-")}{spec.Name} {spec.Shape}"));

        Assert.That((layer.OutputShape(input).ToString(), found), Is.EqualTo((output, weights)));
    }

    [Test]
    public void Every_layer_is_in_the_table()
    {
        IEnumerable<Type> known = Layers().Select(data => data.Arguments[0]!.GetType());
        IEnumerable<Type> all = typeof(Layer).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Layer)) && type != typeof(Sequential) && !type.IsAbstract);

        Assert.That(all.Except(known), Is.Empty);
    }

    [Test]
    public void The_class_name_is_Keras_own() => Assert.That(
        new Layer[] { new ActivationLayer(Linear), new TrainingOnly("SpatialDropout2D"), new PReLU([]), new Conv2DTranspose(1, 1, Linear, Same) }.Select(layer => layer.TypeName),
        Is.EqualTo(["Activation", "SpatialDropout2D", "PReLU", "Conv2DTranspose"]));
}
