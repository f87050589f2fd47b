using FashionRef.Studies;

namespace FashionRef.Tests.Studies;

internal sealed class StudyPowerTests
{
    [TestCase(10, 25, 0.0488)]
    [TestCase(10, 26, 0.0508)]
    [TestCase(6, 1, 0.03125)]
    [TestCase(1, 3, 1)]
    public void The_smallest_p_is_two_of_all_choices_of_signs_for_each_comparison(int seeds, int comparisons, double p) =>
        Assert.That(StudyPower.SmallestP(seeds, comparisons), Is.EqualTo(p).Within(1e-4));

    // t(0.975, 15) = 2.1314 and t(0.8, 15) = 0.8662; t(0.995, 9) = 3.2498 and t(0.8, 9) = 0.8834: from tables.
    [TestCase(16, 1, 0.7494)]
    [TestCase(10, 5, 1.3071)]
    public void The_smallest_difference_is_that_of_the_t_distribution(int seeds, int comparisons, double difference) =>
        Assert.That(StudyPower.SmallestDifference(spread: 1, seeds, comparisons), Is.EqualTo(difference).Within(1e-4));
}
