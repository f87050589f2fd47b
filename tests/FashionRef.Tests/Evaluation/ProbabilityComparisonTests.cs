using FashionRef.Evaluation;

namespace FashionRef.Tests.Evaluation;

internal sealed class ProbabilityComparisonTests
{
    private const double Tolerance = 2e-6;

    // Measured: 1.43e-6 and 1.46e-6.
    [TestCase(1, 8470)]
    [TestCase(2, 9066)]
    public void With_Keras_weights_the_probabilities_are_Keras_own(int model, int correct)
    {
        KerasReference reference = KerasReference.Load(model);

        ProbabilityComparison comparison = ProbabilityComparison.Of(reference.Test.Probabilities, reference.Probabilities, 10, Tolerance);

        Assert.That(comparison.LargestDifference, Is.LessThanOrEqualTo(Tolerance));
        Assert.That(comparison.DifferingLabels, Is.Zero);
        Assert.That(comparison.IsEqual, Is.True);
        Assert.That(reference.Test.Correct, Is.EqualTo(correct));
    }

    [Test]
    public void Equal_probabilities_are_told_with_their_largest_difference()
    {
        ProbabilityComparison comparison = ProbabilityComparison.Of(
            [0.5, 0.25, 0.25, 0.1, 0.2, 0.7], [0.5, 0.25, 0.25, 0.1, 0.2, 0.7000014], 3, Tolerance);

        Assert.That(comparison.ToString(), Is.EqualTo(
            "2 x 3 probabilities: largest difference 1.40e-06 (tolerance 2e-06), 0 labels differ: equal."));
    }

    [Test]
    public void Different_ones_are_told_with_the_place_and_the_labels()
    {
        ProbabilityComparison comparison = ProbabilityComparison.Of([0.5, 0.5, 1, 0], [0.5, 0.5, 0.25, 0.75], 2, Tolerance);

        Assert.That((comparison.Image, comparison.Class, comparison.IsEqual), Is.EqualTo((1, 0, false)));
        Assert.That(comparison.ToString(), Is.EqualTo(
            "2 x 2 probabilities: largest difference 7.50e-01 at image 1, class 0 (tolerance 2e-06), "
            + "1 label differs (0 where both programs' two best classes are closer than 1e-05): different."));
    }

    [TestCase(0.500002, 0.499998, true)]
    [TestCase(0.50001, 0.49999, false)]
    [TestCase(0.500002, 0.49, false)]
    public void Labels_may_differ_only_where_both_programs_two_best_classes_are_nearly_equal(double expected, double actual, bool equal)
    {
        ProbabilityComparison comparison = ProbabilityComparison.Of([actual, 1 - actual], [expected, 1 - expected], 2, tolerance: 0.1);

        Assert.That(comparison.DifferingLabels, Is.EqualTo(1));
        Assert.That(comparison.NearTies, Is.EqualTo(equal ? 1 : 0));
        Assert.That(comparison.IsEqual, Is.EqualTo(equal));
    }

    [TestCase(double.NaN, 0.5)]
    [TestCase(0.5, double.NaN)]
    [TestCase(double.PositiveInfinity, double.PositiveInfinity)]
    public void What_is_no_number_is_never_equal_and_hides_behind_no_larger_difference(double actual, double expected)
    {
        ProbabilityComparison comparison = ProbabilityComparison.Of([0.5, actual, 1, 0], [0.5, expected, 0, 1], 2, tolerance: 1e300);

        Assert.That(comparison.IsEqual, Is.False);
        Assert.That(comparison.LargestDifference, Is.NaN);
        Assert.That((comparison.Image, comparison.Class), Is.EqualTo((0, 1)));
    }

    [Test]
    public void A_difference_as_large_as_the_tolerance_is_equal() =>
        Assert.That(ProbabilityComparison.Of([0.5, 0.25], [0.5, 0.5], 2, tolerance: 0.25).IsEqual, Is.True);

    [Test]
    public void Probabilities_of_another_number_of_images_are_refused() =>
        Assert.That(() => ProbabilityComparison.Of([1, 0], [1, 0, 1, 0], 2, Tolerance), Throws.ArgumentException);

    [Test]
    public void Rounding_never_explains_everything() => Assert.That(ProbabilityComparison.RoundingOf([1e9, -1e9]), Is.EqualTo(0.01));
}
