using FashionRef.Engines.Optimizers;

namespace FashionRef.Tests.Engines.Optimizers;

/// <summary>Where RMSprop and Adagrad add their epsilon: under the root in Keras 3, to the root before Keras 2.11.</summary>
internal sealed class EpsilonTests
{
    private const double Rate = 0.01;
    private const double Epsilon = 1e-3;
    private const double Gradient = 0.02;

    [TestCase(false)]
    [TestCase(true)]
    public void RMSprop_adds_it_where_it_is_told(bool isOutside)
    {
        double square = 0.1 * Gradient * Gradient;

        Assert.That(Step(new OptimizerSettings(OptimizerKind.RmsProp, new LearningRate(Rate)) { Rho = 0.9, HasEpsilonOutsideRoot = isOutside }), Is.EqualTo(Change(square, isOutside)).Within(1e-15));
    }

    [TestCase(false)]
    [TestCase(true)]
    public void Adagrad_adds_it_where_it_is_told(bool isOutside)
    {
        double square = 0.1 + (Gradient * Gradient);

        Assert.That(
            Step(new OptimizerSettings(OptimizerKind.Adagrad, new LearningRate(Rate)) { InitialAccumulator = 0.1, HasEpsilonOutsideRoot = isOutside }),
            Is.EqualTo(Change(square, isOutside)).Within(1e-15));
    }

    // Its kernel in TensorFlow had it under the root at all times.
    [Test]
    public void RMSprop_with_momentum_always_adds_it_under_the_root() => Assert.That(
        Step(new OptimizerSettings(OptimizerKind.RmsProp, new LearningRate(Rate)) { Rho = 0.9, Momentum = 0.5, HasEpsilonOutsideRoot = true }),
        Is.EqualTo(Change(0.1 * Gradient * Gradient, isOutside: false)).Within(1e-15));

    private static double Change(double square, bool isOutside) => -Rate * Gradient / (isOutside ? Math.Sqrt(square) + Epsilon : Math.Sqrt(square + Epsilon));

    private static double Step(OptimizerSettings settings)
    {
        KerasOptimizer<double> optimizer = new(settings with { Epsilon = Epsilon }, [1]);
        double[][] weights = [[0]];
        optimizer.Step(weights, [[Gradient]]);
        return weights[0][0];
    }
}
