using FashionRef.Gate.Curves;
using FashionRef.Gate.Reference;

namespace FashionRef.Tests.Gate.Curves;

internal sealed class PairedReferencesTests
{
    private static readonly SeedRuns Keras = KerasSeeds.Runs(1);

    [Test]
    public void A_seed_with_one_run_has_no_references() => Assert.That(PairedReferences.Of(Keras).Seeds, Is.Empty);

    [Test]
    public void Where_fewer_than_three_seeds_have_them_nothing_is_derived_and_the_rest_is()
    {
        SeedRuns runs = Keras with { Runs = [.. Keras.Runs, Keras.Runs[10] with { Seed = 1, Jitter = 0 }, Keras.Runs[11] with { Seed = 2, Jitter = 0 }] };

        Expectation expectation = Expectation.Of(runs, "a file", []);

        Assert.That(PairedReferences.Of(runs).Seeds, Is.EqualTo(new[] { 1, 2 }));
        Assert.That((expectation.Paired, expectation.Runs), Is.EqualTo(((PairedExpectation?)null, 40)));
        Assert.That(expectation.Accuracy, Is.EqualTo(KerasSeeds.Stored(1).Accuracy), "Jittered runs are no further seeds.");
    }

    [Test]
    public void Runs_with_the_same_figures_are_one_so_that_a_run_always_has_another_to_be_compared_with()
    {
        SeedRun first = Keras.Runs[0];
        SeedRun swapped = first with { Jitter = 0, History = first.History with { Loss = [first.History.Loss[0], first.History.Loss[2], first.History.Loss[1], .. first.History.Loss.Skip(3)] } };

        Assert.That(PairedReferences.Of(Keras with { Runs = [first, first with { Jitter = 1 }] }).Seeds, Is.Empty);
        Assert.That(PairedReferences.Of(Keras with { Runs = [first, swapped with { Jitter = 2 }, Keras.Runs[1] with { Seed = first.Seed, Jitter = 3 }] }).Seeds, Is.EqualTo(new[] { first.Seed }));
    }

    [Test]
    public void The_mean_is_that_of_the_seeds_runs_without_the_run_itself()
    {
        SeedRuns runs = Keras with { Runs = [.. Keras.Runs, Keras.Runs[10] with { Seed = 1, Jitter = 0 }, Keras.Runs[11] with { Seed = 1, Jitter = 1 }] };
        PairedReferences references = PairedReferences.Of(runs);
        double[] first = CurveFigures.Of(CurveFigures.Paired, Keras.Runs[0].Metrics);
        double[] second = CurveFigures.Of(CurveFigures.Paired, Keras.Runs[10].Metrics);
        double[] third = CurveFigures.Of(CurveFigures.Paired, Keras.Runs[11].Metrics);

        (double[] mean, int count, bool isOneOfThem) = references.MeanFor(1, Keras.Runs[20].Metrics);
        (double[] own, int others, bool isOne) = references.MeanFor(1, Keras.Runs[0].Metrics);

        Assert.That((count, isOneOfThem, others, isOne), Is.EqualTo((3, false, 2, true)));
        Assert.That(mean, Is.EqualTo(first.Zip(second, (a, b) => a + b).Zip(third, (a, b) => (a + b) / 3)).Within(1e-12));
        Assert.That(own, Is.EqualTo(second.Zip(third, (a, b) => (a + b) / 2)).Within(1e-12));
    }

    // Runs that were copied and changed in a loss are no runs that differ in rounding.
    [Test]
    public void Runs_of_which_a_figure_never_differs_are_refused()
    {
        SeedRun[] copies = [.. Keras.Runs.Take(3).Select(run => run with { Jitter = 1, History = run.History with { Loss = [.. run.History.Loss.Select(loss => loss + 1e-6)] } })];

        Refusal.Expect(() => Expectation.Of(Keras with { Runs = [.. Keras.Runs, .. copies] }, "a file", []), "Of the runs that start alike all have the same training accuracy, in every seed");
    }
}
