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
}
