using FashionRef.Engines;
using FashionRef.Models;
using FashionRef.Models.Layers;

namespace FashionRef.Tests.Torch;

/// <summary>What Keras does and a port easily does otherwise, on models that can be worked out by hand.</summary>
internal sealed class TorchForwardTests
{
    private static readonly Sequential Normalizing = new(
        Shape.Of(1, 1, 1), [new Flatten(), new BatchNormalization(), new Dense(2, Activation.Softmax)]);

    private static readonly double[] FirstLogitOnly = [1, 0];

    [Test]
    public void Flatten_lays_out_height_width_channel()
    {
        Sequential model = new(Shape.Of(1, 2, 2), [new Flatten(), new Dense(4, Activation.Softmax)]);
        double[] identity = [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1];
        using ITrainer trainer = TinyTrainer.Create(model, CrossEntropy.OfLogits, identity, [0, 0, 0, 0]);
        double[] logits = new double[4];

        trainer.Predict([1, 2, 3, 4], logits);

        Assert.That(logits, Is.EqualTo(new[] { 1.0, 2, 3, 4 }));
    }

    [Test]
    public void Batch_normalization_moves_its_averages_by_a_hundredth_and_by_the_biased_variance()
    {
        using ITrainer trainer = TinyTrainer.Create(Normalizing, CrossEntropy.OfLogits, [1], [0], [0], [1], FirstLogitOnly, [0, 0]);

        // Mean 2, biased variance 4, unbiased variance 8.
        trainer.TrainStep([0, 4], [0, 1]);

        double[] weights = TinyTrainer.Weights(trainer);
        Assert.That(weights[2], Is.EqualTo(0.02).Within(1e-15), "moving mean");
        Assert.That(weights[3], Is.EqualTo(0.99 + 0.04).Within(1e-15), "moving variance");
    }

    [Test]
    public void Batch_normalization_adds_a_thousandth_to_the_variance_and_predicts_by_the_moving_averages()
    {
        using ITrainer trainer = TinyTrainer.Create(Normalizing, CrossEntropy.OfLogits, [1], [0], [2], [0], FirstLogitOnly, [0, 0]);
        double[] logits = new double[2];

        trainer.Predict([3], logits);

        Assert.That(logits, Is.EqualTo(new[] { Math.Sqrt(1000), 0 }).Within(1e-12));
    }

    [Test]
    public void Among_equal_maxima_the_first_gets_the_gradient()
    {
        Sequential model = new(
            Shape.Of(3, 3, 1),
            [new Conv2D(1, 2, Activation.Linear, Padding.Valid), new MaxPooling2D(2), new Flatten(), new Dense(2, Activation.Softmax)]);
        using ITrainer trainer = TinyTrainer.Create(model, CrossEntropy.OfLogits, [0, 0, 0, 0], [0], [1, -1], [0, 0]);

        // The kernel is zero, so all four places of the convolution are equal; the gradient is minus the pixels at the chosen place.
        trainer.TrainStep([1, 2, 3, 4, 5, 6, 7, 8, 9], [0]);

        double[] gradient = [.. trainer.GetState().FirstMoments[0].Values.Select(moment => moment / 0.1)];
        Assert.That(gradient, Is.EqualTo(new[] { -1.0, -2, -4, -5 }).Within(1e-12));
    }
}
