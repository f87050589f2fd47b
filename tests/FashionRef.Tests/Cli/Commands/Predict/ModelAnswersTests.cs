using FashionRef.Cli.Commands.Predict;
using FashionRef.Models;
using FashionRef.Models.Layers;

namespace FashionRef.Tests.Cli.Commands.Predict;

internal sealed class ModelAnswersTests
{
    [TestCase(true, 1.0, 1.0, 1.0, 1.0)]
    [TestCase(false, 1.0, 1.0, 0.9, 0.8)]
    [TestCase(true, 1.0)]
    [TestCase(false, 0.9999)]
    public void Answers_are_saturated_where_nearly_all_are_certain(bool expected, params double[] shares) =>
        Assert.That(ModelAnswers.LookSaturated(2, [.. shares.SelectMany(share => new[] { 1 - share, share })]), Is.EqualTo(expected));

    [Test]
    public void A_model_that_begins_with_a_rescaling_or_normalization_takes_raw_pixels()
    {
        Assert.That(Model(new Rescaling([1 / 255.0], [0])).ScalesPixels, Is.True);
        Assert.That(Model(new TrainingOnly("RandomFlip"), new Rescaling([1 / 255.0], [0])).ScalesPixels, Is.True);
        Assert.That(Model(new BatchNormalization()).ScalesPixels, Is.False);
        Assert.That(Model(new Conv2D(2, 3, Activation.Relu, Padding.Same)).ScalesPixels, Is.False);
        Assert.That(Model(new Flatten()).ScalesPixels, Is.False);
    }

    private static BuiltModel Model(params Layer[] layers) => new Sequential(Shape.Of(4, 4, 1), [.. layers, new Flatten(), new Dense(2, Activation.Softmax)]).Build();
}
