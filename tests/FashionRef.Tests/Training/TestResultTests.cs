using FashionRef.Engines;
using FashionRef.Models;
using FashionRef.Training;

namespace FashionRef.Tests.Training;

internal sealed class TestResultTests
{
    // Three images: probabilities 1/8, 2/8, 5/8; sure of the wrong class; sure of the right class.
    private static readonly double[] Logits = [0, Math.Log(2), Math.Log(5), 100, 0, 0, 100, 0, 0];
    private static readonly byte[] Labels = [1, 1, 0];

    [TestCase(CrossEntropy.OfLogits, 100.0, 0.0)]
    [TestCase(CrossEntropy.OfClippedProbabilities, 16.118095650958319, 1.0000000500000033e-7)]
    public void The_loss_is_the_mean_over_the_images_and_bounded_only_where_it_is_clipped(CrossEntropy loss, double wrong, double right)
    {
        TestResult result = TestResult.FromLogits((double[])Logits.Clone(), Labels, classes: 3, loss, Precision.Float64);

        Assert.That(result.Loss, Is.EqualTo((Math.Log(4) + wrong + right) / 3).Within(1e-12));
    }

    [Test]
    public void The_answers_are_the_same_whatever_the_loss([Values] CrossEntropy loss)
    {
        TestResult result = TestResult.FromLogits((double[])Logits.Clone(), Labels, classes: 3, loss, Precision.Float64);

        Assert.That(result.Predicted, Is.EqualTo(new[] { 2, 0, 0 }));
        Assert.That(result.Correct, Is.EqualTo(1));
    }
}
