using FashionRef.Gate;
using FashionRef.Training;

namespace FashionRef.Tests.Gate;

/// <summary>A cause is told in the words of docs/deviations.md, where one finds what catches it, and only where it can be one.</summary>
internal sealed class LikelyCausesTests
{
    private static readonly string[] Deviations =
    [
        .. File.ReadLines(Path.Combine(Repository.Root, "docs", "deviations.md"))
            .Where(line => line.StartsWith("| ", StringComparison.Ordinal))
            .Select(line => line.Split('|')[1].Trim()),
    ];

    [Test]
    public void Every_cause_is_a_deviation_that_was_made_on_purpose()
    {
        string[] told =
        [
            .. from model in new[] { 1, 2 }
               from accuracy in Enumerable.Range(0, 101)
               from cause in LikelyCauses.OfAccuracy(model, Shuffle.Anew, accuracy / 100.0, 0.87)
               select cause,
            .. LikelyCauses.OfInitialWeights,
            .. LikelyCauses.OfParameters(1, 173_930, 0),
            .. LikelyCauses.OfParameters(2, 204_778, 160),
        ];

        Assert.That(told.Distinct().Count(), Is.EqualTo(15));
        Assert.That(told.Distinct(), Is.SubsetOf(Deviations));
    }

    [TestCase(1, 173_930, 0, "padding 'valid'")]
    [TestCase(2, 204_778, 160, "16 filters in the second convolution, as the notebook's text says")]
    [TestCase(2, 301_306, 160, "padding 'valid'")]
    [TestCase(1, 204_778, 0, null)]
    [TestCase(1, 201_577, 0, null)]
    [TestCase(2, 407_801, 160, null)]
    [TestCase(2, 407_642, 0, null)]
    [TestCase(2, 407_802, 0, null)]
    [TestCase(2, 407_802, 160, null)]
    public void Layers_are_told_where_they_give_just_these_counts(int model, int parameters, int nonTrainable, string? cause) =>
        Assert.That(LikelyCauses.OfParameters(model, parameters, nonTrainable), Is.EqualTo(cause is null ? [] : new[] { cause }));

    [Test]
    public void A_model_without_batch_normalization_has_none_wrong() => Assert.That(
        Enumerable.Range(0, 101).SelectMany(percent => LikelyCauses.OfAccuracy(1, Shuffle.Anew, percent / 100.0, 0.8623)),
        Has.None.Contains("averages").And.None.Contains("batch statistics"));

    [TestCase(0.8485, true)]
    [TestCase(0.8763, false)]
    [TestCase(0.8, false)]
    [TestCase(0.1, false)]
    public void A_repeated_shuffle_costs_a_point_and_wins_none(double accuracy, bool isTold) => Assert.That(
        LikelyCauses.OfAccuracy(1, Shuffle.Anew, accuracy, 0.8623).Contains("the same shuffle every epoch"), Is.EqualTo(isTold));

    // Measured in whole trainings: docs/deviations.md.
    [TestCase("pixels divided by 255", 1, 0.03)]
    [TestCase("pixels divided by 255", 2, -0.031)]
    [TestCase("learning rate 0.001", 1, 0.015)]
    [TestCase("learning rate 0.001", 2, -0.337)]
    [TestCase("softmax twice", 2, -0.0434)]
    [TestCase("no shuffle", 2, -0.039)]
    public void A_mistake_is_told_where_it_moves_the_model_so_and_not_where_it_moves_it_the_other_way(string cause, int model, double change)
    {
        double right = model == 1 ? 0.8623 : 0.9094;

        Assert.That(LikelyCauses.OfAccuracy(model, Shuffle.Anew, right + change, right), Does.Contain(cause));
        Assert.That(LikelyCauses.OfAccuracy(model, Shuffle.Anew, right - (Math.Sign(change) * 0.05), right), Does.Not.Contain(cause));
    }

    [Test]
    public void Where_right_runs_repeat_their_shuffle_it_is_no_mistake() =>
        Assert.That(LikelyCauses.OfAccuracy(1, Shuffle.Repeated, 0.8485, 0.8553), Has.None.Contains("shuffle"));
}
