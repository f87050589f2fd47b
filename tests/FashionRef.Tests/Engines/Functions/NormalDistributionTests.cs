using FashionRef.Engines.Functions;

namespace FashionRef.Tests.Engines.Functions;

internal sealed class NormalDistributionTests
{
    private const double RootOfHalf = 0.7071067811865476;

    private static IEnumerable<double> Numbers => Enumerable.Range(-13 * 97, (2 * 13 * 97) + 1).Select(i => i / 97.0);

    [Test]
    public void The_share_is_that_of_the_complementary_error_function()
    {
        foreach (double x in Numbers)
        {
            double expected = DoubleFunctions.Erfc(-x * RootOfHalf) / 2;
            double error = Math.Abs(NormalDistribution.Share(x) - expected);
            Assert.That(error, Is.LessThan(Math.ScaleB(1, -50)).And.LessThan(1e-7 * expected), FormattableString.Invariant($"at {x}"));
        }
    }

    [Test]
    public void The_density_is_the_shares_derivative()
    {
        const double Step = 1e-4;
        foreach (double x in Numbers.Where(x => Math.Abs(x) < 5))
        {
            double expected = (NormalDistribution.Share(x + Step) - NormalDistribution.Share(x - Step)) / (2 * Step);
            Assert.That(NormalDistribution.Density(x), Is.EqualTo(expected).Within(1e-8), FormattableString.Invariant($"at {x}"));
        }
    }

    [TestCase(double.NegativeInfinity, 0)]
    [TestCase(-14, 0)]
    [TestCase(14, 1)]
    [TestCase(double.PositiveInfinity, 1)]
    [TestCase(double.NaN, double.NaN)]
    public void Beyond_the_table_are_the_ends(double x, double share) => Assert.That(NormalDistribution.Share(x), Is.EqualTo(share));
}
