using FashionRef.Gate.Curves;

namespace FashionRef.Tests.Gate.Curves;

internal sealed class PooledSpreadTests
{
    // Squared distances from the groups' means: 2, 8 and 0 with 1, 2 and 1 degrees of freedom.
    private static readonly double[][] Groups = [[1, 3], [0, 2, 4], [5, 5]];

    [Test]
    public void Distances_within_groups_are_pooled_and_those_between_do_not_count()
    {
        Assert.That(PooledSpread.Of(Groups), Is.EqualTo((Math.Sqrt(10.0 / 4), 4)));
        Assert.That(PooledSpread.Of([[101, 103], [-200, -198, -196], [5, 5]]), Is.EqualTo(PooledSpread.Of(Groups)));
    }

    [Test]
    public void The_worst_third_is_rounded_up() =>
        Assert.That(PooledSpread.OfWorstThird([.. Groups, [7, 7.5]]), Is.EqualTo((Math.Sqrt(10.0 / 3), 3)));

    [Test]
    public void Alike_groups_have_a_large_p_and_unlike_ones_a_small_one()
    {
        // Distances from the medians are 2 1 0 1 2 and 6 3 0 3 6: means 1.2 and 3.6, F = (5 * 1.2^2 * 2) / ((2.8 + 25.2) / 8) = 14.4 / 3.5,
        // and 1 - F(4.114; 1, 8) = 0.0770 by any table of F.
        double p = PooledSpread.AlikeP([[1, 2, 3, 4, 5], [3, 6, 9, 12, 15]]);

        Assert.That(p, Is.EqualTo(0.0770).Within(5e-4));
        Assert.That(PooledSpread.AlikeP([[1, 2, 3, 4, 5], [11, 12, 13, 14, 15]]), Is.EqualTo(1).Within(1e-12));
        Assert.That(PooledSpread.AlikeP([[1, 1], [2, 2]]), Is.EqualTo(1));
    }
}
