using FashionRef.Models;
using FashionRef.Models.Layers;

namespace FashionRef.Tests.Models;

internal sealed class SequentialTests
{
    private static readonly Dense Output = new(10, Activation.Softmax);

    [TestCase(1, 201_578, 0)]
    [TestCase(2, 407_802, 160)]
    public void Parameter_counts_follow_from_the_layers(int number, int total, int nonTrainable)
    {
        BuiltModel model = NotebookModels.Get(number).Build();

        Assert.That(model.ParameterCount, Is.EqualTo(total));
        Assert.That(model.NonTrainableParameterCount, Is.EqualTo(nonTrainable));
        Assert.That(model.TrainableParameterCount, Is.EqualTo(total - nonTrainable));
    }

    [Test]
    public void A_layer_is_told_in_words_with_its_settings() => Assert.That(
        new Layer[] { new Conv2D(16, 3, Activation.Relu, Padding.Same), new Flatten(), new Doubling() }.Select(layer => layer.ToString()),
        Is.EqualTo(new[] { "Conv2D with Filters = 16, KernelSize = 3, Activation = Relu, Padding = Same", "Flatten", "Doubling" }));

    [Test]
    public void A_fresh_session_gives_the_paths_of_a_saved_Keras_model()
    {
        IEnumerable<string> paths = NotebookModels.Model2.Build().Weights.Select(weight => weight.Path);

        Assert.That(paths, Is.EqualTo(new[]
        {
            "sequential/conv2d/kernel", "sequential/conv2d/bias",
            "sequential/conv2d_1/kernel", "sequential/conv2d_1/bias",
            "sequential/dense/kernel", "sequential/dense/bias",
            "sequential/batch_normalization/gamma", "sequential/batch_normalization/beta",
            "sequential/batch_normalization/moving_mean", "sequential/batch_normalization/moving_variance",
            "sequential/dense_1/kernel", "sequential/dense_1/bias",
            "sequential/batch_normalization_1/gamma", "sequential/batch_normalization_1/beta",
            "sequential/batch_normalization_1/moving_mean", "sequential/batch_normalization_1/moving_variance",
            "sequential/dense_2/kernel", "sequential/dense_2/bias",
        }));
    }

    [Test]
    public void Valid_padding_and_odd_sizes_lose_what_Keras_loses()
    {
        Sequential model = new(
            NotebookModels.ImageShape,
            [new Conv2D(4, 4, Activation.Relu, Padding.Valid), new MaxPooling2D(2), new Flatten(), Output]);

        IEnumerable<Shape> shapes = model.Build().Layers.Select(layer => layer.OutputShape);

        Assert.That(shapes, Is.EqualTo(new[] { Shape.Of(25, 25, 4), Shape.Of(12, 12, 4), Shape.Of(576), Shape.Of(10) }));
    }

    [Test]
    public void A_padding_that_is_none_is_refused_by_its_name()
    {
        Sequential model = new(NotebookModels.ImageShape, [new Conv2D(4, 3, Activation.Relu, (Padding)99), new Flatten(), Output]);

        FashionRefException error = Assert.Throws<FashionRefException>(() => model.Build())!;

        Assert.That((error.Kind, error.Message), Is.EqualTo((FaultKind.BadRequest, "Conv2D got the padding 99. Legal are Same and Valid.")));
    }

    [Test]
    public void A_convolution_of_no_image_names_the_layer_the_shape_and_the_remedy()
    {
        Sequential model = new(NotebookModels.ImageShape, [new Flatten(), new Conv2D(4, 3, Activation.Relu, Padding.Same), Output]);

        FashionRefException error = Assert.Throws<FashionRefException>(() => model.Build())!;

        Assert.That(error.Kind, Is.EqualTo(FaultKind.BadRequest));
        Assert.That(error.Message, Does.Contain("Conv2D").And.Contain("(784,)").And.Contain("Flatten"));
    }

    [Test]
    public void A_pool_larger_than_its_input_is_refused()
    {
        Sequential model = new(Shape.Of(2, 2, 1), [new MaxPooling2D(3), new Flatten(), Output]);

        Assert.That(() => model.Build(), Throws.TypeOf<FashionRefException>().With.Message.Contain("MaxPooling2D"));
    }

    [Test]
    public void A_model_without_a_softmax_at_its_end_is_refused_in_training()
    {
        BuiltModel model = new Sequential(NotebookModels.ImageShape, [new Flatten(), new Dense(10, Activation.Linear)]).Build();

        Assert.That(model.RequireSoftmax, Throws.TypeOf<FashionRefException>().With.Message.Contain("softmax"));
    }

    [Test]
    public void An_unknown_model_number_says_which_exist()
    {
        Assert.That(() => NotebookModels.Get(3), Throws.TypeOf<FashionRefException>().With.Message.EqualTo(
            "Model 3 does not exist. The notebook has models 1 and 2."));
    }

    [Test]
    public void Models_inside_have_paths_and_the_names_of_one_session()
    {
        BuiltModel model = new Sequential(
            NotebookModels.ImageShape,
            [
                new Sequential(null, [new Flatten(), new Dense(3, Activation.Relu)]) { Name = "features" },
                new Sequential(Shape.Of(3), [new InputLayer(Shape.Of(3)), new Dense(4, Activation.Relu), Output]) { IsFunctional = true },
            ]).Build();

        Assert.That(model.Weights.Select(weight => weight.Path), Is.EqualTo(new[]
        {
            "sequential/features/dense/kernel", "sequential/features/dense/bias",
            "sequential/functional/dense_1/kernel", "sequential/functional/dense_1/bias",
            "sequential/functional/dense_2/kernel", "sequential/functional/dense_2/bias",
        }));
        Assert.That(model.Chain.Select(layer => layer.Name), Is.EqualTo(new[] { "flatten", "dense", "dense_1", "dense_2" }));
        Assert.That((model.OutputShape, model.ParameterCount), Is.EqualTo((Shape.Of(10), 2355 + 16 + 50L)));
    }

    [Test]
    public void A_model_that_is_not_trained_keeps_all_that_is_in_it()
    {
        Sequential inside = new(null, [new Dense(3, Activation.Relu), new Dense(4, Activation.Relu) { IsTrainable = false }]);
        BuiltModel model = new Sequential(Shape.Of(2), [inside with { IsTrainable = false }, inside, Output]).Build();

        Assert.That(model.Layers.Select(layer => layer.IsTrainable), Is.EqualTo(new[] { false, true, true }));
        Assert.That(model.Weights.Select(weight => weight.Spec.IsTrainable), Is.EqualTo(new[] { false, false, false, false, true, true, false, false, true, true }));
        Assert.That((model.TrainableParameterCount, model.NonTrainableParameterCount), Is.EqualTo((15 + 50L, 9 + 16 + 16L)));
    }

    [Test]
    public void The_input_may_be_said_where_it_is_built()
    {
        Sequential model = new(null, [new Flatten(), Output]);

        Assert.That(model.Build(inputShape: Shape.Of(2, 3)).OutputShape, Is.EqualTo(Shape.Of(10)));
        Assert.That(() => model.Build(), Throws.TypeOf<FashionRefException>().With.Message.Contain("does not say the shape of its input").And.Property("Remedy").EqualTo(Remedy.NameTheInput));
    }

    private static IEnumerable<TestCaseData> Faults()
    {
        yield return Case([4], "two layers of the name 'a'", new Dense(3, Activation.Relu) { Name = "a" }, new Flatten { Name = "a" });
        yield return Case([4], "two layers of the name 'dense'", new Flatten { Name = "dense" }, new Dense(3, Activation.Relu));
        yield return Case(
            [4], "two weights of the path 'sequential/a/b/kernel'",
            new Sequential(null, [new Dense(4, Activation.Relu) { Name = "b" }]) { Name = "a" }, new Dense(3, Activation.Relu) { Name = "a/b" });
        yield return Case([4], "has no layers", new Sequential(null, []));
        yield return Case([4], "Sequential got an input of shape (4,). It takes inputs of shape (5,).", new Sequential(Shape.Of(5), [new Flatten()]));
        yield return Case([100_000, 100_000, 1], "Sequential needs an array of shape (100000, 100000, 1)", new Flatten());
        yield return Case([28, 28, 1], "UpSampling2D needs an array of shape (280000, 280000, 1)", new UpSampling2D(10_000, Interpolation.Nearest), new UpSampling2D(10_000, Interpolation.Nearest));
        yield return Case([28, 28, 1], "ZeroPadding2D 'wide' needs an array of shape (2000000028, 2000000028, 1)", new ZeroPadding2D(new Sides(1_000_000_000, 1_000_000_000, 1_000_000_000, 1_000_000_000)) { Name = "wide" });
        yield return Case([28, 28, 1], "Conv2D needs an array of shape (28, 28, 2147483647)", new Conv2D(int.MaxValue, 65_536, Activation.Linear, Padding.Same));
        yield return Case([1, 1, 1], "Conv2D needs an array of shape (65536, 65536, 1, 2147483647)", new Conv2D(int.MaxValue, 65_536, Activation.Linear, Padding.Same));
        yield return Case([65_536], "Dense needs an array of shape (65536, 65536)", new Dense(65_536, Activation.Linear));
        yield return Case([28, 28, 1], "Resizing needs an array of shape (65536, 65536, 1)", new Resizing(65_536, 65_536, Interpolation.Nearest));

        static TestCaseData Case(int[] input, string message, params Layer[] layers) => new(new Sequential(Shape.Of(input), [.. layers]), message);
    }

    [TestCaseSource(nameof(Faults))]
    public void A_model_that_cannot_be_is_refused_before_anything_is_made(Sequential model, string message)
    {
        FashionRefException fault = Assert.Throws<FashionRefException>(() => model.Build())!;

        Assert.That(fault.Kind, Is.EqualTo(FaultKind.BadRequest));
        Assert.That(fault.Message, Does.Contain(message));
    }
}
