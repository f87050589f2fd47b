using FashionRef.Models;
using FashionRef.Training;

namespace FashionRef.Tests.Training;

internal sealed class LogitMetricsTests
{
    [Test]
    public void Softmax_of_large_logits_neither_overflows_nor_loses_the_sum()
    {
        double[] probabilities = new double[3];

        LogitMetrics.Softmax([1000, 1000, -1000], probabilities, Precision.Float32);

        Assert.That(probabilities, Is.EqualTo(new[] { 0.5, 0.5, 0.0 }));
    }

    [Test]
    public void The_loss_of_a_hopeless_answer_is_the_difference_of_logits_and_not_clipped() =>
        Assert.That(LogitMetrics.CrossEntropy([0, 700], 0), Is.EqualTo(700.0).Within(1e-12));

    [Test]
    public void Equal_logits_cost_the_logarithm_of_their_number() =>
        Assert.That(LogitMetrics.CrossEntropy(new double[10], 3), Is.EqualTo(Math.Log(10)).Within(1e-15));

    [Test]
    public void The_first_of_equal_maxima_is_the_answer() =>
        Assert.That(LogitMetrics.ArgMax([1, 3, 3, 2]), Is.EqualTo(1));
}
