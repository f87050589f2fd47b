using FashionRef.Engines;
using FashionRef.Models;
using FashionRef.Models.Layers;

namespace FashionRef.Tests.Torch;

/// <summary>Images of one pixel, and a dense layer: the logits are the pixel times the kernel.</summary>
internal sealed class TorchLossTests
{
    private static readonly Sequential Model = new(Shape.Of(1, 1, 1), [new Flatten(), new Dense(3, Activation.Softmax)]);

    private static readonly double[] Bias = [0, 0, 0];

    // Probabilities 1/8, 2/8 and 5/8.
    private static readonly double[] Moderate = [0, Math.Log(2), Math.Log(5)];

    // The first is 1 but for what float64 cannot tell from it, the others are e^-100.
    private static readonly double[] Sure = [100, 0, 0];

    [TestCase(CrossEntropy.OfLogits)]
    [TestCase(CrossEntropy.OfClippedProbabilities)]
    public void The_loss_is_the_mean_logarithm_of_the_labels_probabilities(CrossEntropy loss)
    {
        using ITrainer trainer = TinyTrainer.Create(Model, loss, Moderate, Bias);

        BatchResult result = trainer.TrainStep([1, 1], [1, 2]);

        Assert.That(result.Loss, Is.EqualTo((Math.Log(4) + Math.Log(8.0 / 5)) / 2).Within(1e-12));
        Assert.That(result.Correct, Is.EqualTo(1));
    }

    [TestCase(CrossEntropy.OfLogits, 100.0, 0.0)]
    [TestCase(CrossEntropy.OfClippedProbabilities, 16.118095650958319, 1.0000000500000033e-7)]
    public void Only_a_clipped_loss_has_bounds(CrossEntropy loss, double wrong, double right)
    {
        using ITrainer trainer = TinyTrainer.Create(Model, loss, Sure, Bias);

        Assert.That(trainer.TrainStep([1], [1]).Loss, Is.EqualTo(wrong).Within(1e-12));

        using ITrainer other = TinyTrainer.Create(Model, loss, Sure, Bias);

        Assert.That(other.TrainStep([1], [0]).Loss, Is.EqualTo(right).Within(1e-15));
    }

    [Test]
    public void Where_every_probability_is_clipped_no_weight_moves_though_every_answer_is_wrong()
    {
        using ITrainer trainer = TinyTrainer.Create(Model, CrossEntropy.OfClippedProbabilities, Sure, Bias);

        for (int step = 0; step < 3; step++)
        {
            Assert.That(trainer.TrainStep([1, 2], [1, 2]).Correct, Is.Zero);
            Assert.That(TinyTrainer.Weights(trainer), Is.EqualTo([.. Sure, .. Bias]), $"after step {step}");
        }
    }

    [Test]
    public void The_loss_of_the_same_logits_moves_them()
    {
        using ITrainer trainer = TinyTrainer.Create(Model, CrossEntropy.OfLogits, Sure, Bias);

        trainer.TrainStep([1, 2], [1, 2]);

        // Adam's first step is as long as the learning rate, whatever the gradient.
        Assert.That(TinyTrainer.Weights(trainer), Is.EqualTo([99.99, 0.01, 0.01, -0.01, 0.01, 0.01]).Within(1e-6));
    }

    [Test]
    public void Where_nothing_is_clipped_both_losses_train_alike()
    {
        using ITrainer logits = TinyTrainer.Create(Model, CrossEntropy.OfLogits, Moderate, Bias);
        using ITrainer probabilities = TinyTrainer.Create(Model, CrossEntropy.OfClippedProbabilities, Moderate, Bias);

        for (int step = 0; step < 20; step++)
        {
            double expected = logits.TrainStep([1, 2, 3], [0, 1, 2]).Loss;

            Assert.That(probabilities.TrainStep([1, 2, 3], [0, 1, 2]).Loss, Is.EqualTo(expected).Within(1e-12), $"loss of step {step}");
            Assert.That(TinyTrainer.Weights(probabilities), Is.EqualTo(TinyTrainer.Weights(logits)).Within(1e-12), $"after step {step}");
        }
    }
}
