using FashionRef.Gate.Reference;

namespace FashionRef.Tests.Gate.Reference;

internal sealed class ShareTests
{
    // 1 - 0.025^(1/40), and 0.025^(1/10); the others by bisection of the binomial sums, which R's binom.test agrees with.
    [TestCase(0, 40, 0, 0.088097)]
    [TestCase(0, 19, 0, 0.176467)]
    [TestCase(1, 10, 0.002529, 0.445016)]
    [TestCase(2, 40, 0.006114, 0.169197)]
    [TestCase(5, 10, 0.187086, 0.812914)]
    [TestCase(7, 20, 0.153909, 0.592189)]
    [TestCase(10, 10, 0.691503, 1)]
    public void Clopper_and_Pearsons_interval_is_the_known_one(int events, int trials, double low, double high)
    {
        Share share = Share.Of(events, trials);

        Assert.That((share.Events, share.Trials), Is.EqualTo((events, trials)));
        Assert.That((share.Low, share.High), Is.EqualTo((low, high)).Within(1.5e-6));
    }

    [Test]
    public void Its_ends_are_where_the_binomial_distribution_leaves_2_and_a_half_percent()
    {
        Share share = Share.Of(3, 50);

        Assert.That(AtMost(3, 50, share.High), Is.EqualTo(0.025).Within(1e-5));
        Assert.That(1 - AtMost(2, 50, share.Low), Is.EqualTo(0.025).Within(1e-5));
    }

    private static double AtMost(int events, int trials, double probability)
    {
        double term = Math.Pow(1 - probability, trials);
        double sum = term;
        for (int i = 1; i <= events; i++)
        {
            term *= (trials - i + 1) / (double)i * probability / (1 - probability);
            sum += term;
        }

        return sum;
    }
}
