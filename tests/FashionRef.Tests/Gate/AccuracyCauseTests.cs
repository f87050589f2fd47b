using FashionRef.Gate;

namespace FashionRef.Tests.Gate;

internal sealed class AccuracyCauseTests
{
    // Binary fractions, so that the ends are exact.
    private static AccuracyCause Cause => new("a mistake", least: -0.25, most: 0.125, 1);

    [TestCase(0.25, true)]
    [TestCase(0.625, true)]
    [TestCase(0.375, true)]
    [TestCase(0.2499, false, Description = "has collapsed")]
    [TestCase(0.6251, false)]
    public void A_change_from_the_smallest_to_the_largest_is_explained(double accuracy, bool isExplained) =>
        Assert.That(Cause.Explains(accuracy, right: 0.5), Is.EqualTo(isExplained));

    [TestCase(0.0, true)]
    [TestCase(0.2499, true)]
    [TestCase(0.25, false)]
    public void A_collapse_is_explained_by_what_makes_runs_collapse(double accuracy, bool isExplained) =>
        Assert.That(AccuracyCause.OfCollapse("a mistake", 1).Explains(accuracy, right: 1), Is.EqualTo(isExplained));
}
