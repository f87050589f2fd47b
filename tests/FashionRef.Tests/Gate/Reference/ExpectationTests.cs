using FashionRef.Gate.Reference;
using FashionRef.Models;
using FashionRef.Training;

namespace FashionRef.Tests.Gate.Reference;

/// <summary>What is stored in baselines/ is what the program derives from Keras' runs.</summary>
internal sealed class ExpectationTests
{
    // A simulation's logarithms may differ in a last bit between machines, and with them which of two trials is the quantile.
    private const double Tolerance = 1.0001e-4;

    private static IEnumerable<int> Models => NotebookModels.Numbers;

    [TestCase(1, 40, 0.8553, 0.0061, 0.8310, 0.8638)]
    [TestCase(2, 19, 0.9009, 0.0057, 0.8905, 0.9097)]
    public void Keras_runs_are_described(int model, int runs, double mean, double deviation, double lowest, double highest)
    {
        Expectation expectation = KerasSeeds.Derive(model);

        Assert.That((expectation.Model, expectation.Runs, expectation.Shuffle), Is.EqualTo((model, runs, Shuffle.Repeated)));
        Assert.That((expectation.Collapsed.Events, expectation.Collapsed.Trials), Is.EqualTo((0, runs)));
        Assert.That(
            (expectation.Accuracy.Mean, expectation.Accuracy.StandardDeviation, expectation.Accuracy.Lowest, expectation.Accuracy.Highest),
            Is.EqualTo((mean, deviation, lowest, highest)).Within(5e-5));
    }

    [TestCaseSource(nameof(Models))]
    public void The_stored_expectation_is_what_is_derived_today(int model)
    {
        Expectation derived = KerasSeeds.Derive(model);
        Expectation stored = KerasSeeds.Stored(model);

        Assert.That(
            ExpectationFile.Format(stored with { Bands = [] }),
            Is.EqualTo(ExpectationFile.Format(derived with { Bands = [] })));
        Assert.That(stored.Bands.Select(band => band.Low), Is.EqualTo(derived.Bands.Select(band => band.Low)).Within(Tolerance));
        Assert.That(stored.Bands.Select(band => band.High), Is.EqualTo(derived.Bands.Select(band => band.High)).Within(Tolerance));
    }

    [TestCaseSource(nameof(Models))]
    public void Every_run_of_Keras_and_the_notebooks_own_are_within(int model)
    {
        Expectation expectation = KerasSeeds.Derive(model);

        Assert.That(
            KerasSeeds.Runs(model).Runs.Select(run => run.Accuracy).Append(expectation.NotebookAccuracy!.Value).Select(expectation.BandOf(1).Contains),
            Is.All.True);
    }

    [TestCaseSource(nameof(Models))]
    public void What_is_derived_can_be_read_again(int model)
    {
        using TemporaryFolder folder = new();
        string text = ExpectationFile.Format(KerasSeeds.Derive(model));
        File.WriteAllText(folder["f"], text);

        Assert.That(ExpectationFile.Format(ExpectationFile.Read(folder["f"])), Is.EqualTo(text));
    }

    [Test]
    public void A_collapsed_run_is_counted_and_moves_no_band()
    {
        SeedRuns keras = KerasSeeds.Runs(2);
        SeedRun collapsed = keras.Runs[0] with
        {
            Seed = 999,
            Correct = 1000,
            Confusion = [.. Enumerable.Range(0, 10).Select(_ => (int[])[1000, 0, 0, 0, 0, 0, 0, 0, 0, 0])],
        };

        Expectation expectation = Expectation.Of(keras with { Runs = [.. keras.Runs, collapsed] }, "a file", []);

        Assert.That((expectation.Runs, expectation.Collapsed.Events, expectation.Collapsed.Trials), Is.EqualTo((20, 1, 20)));
        Assert.That(expectation.Accuracy, Is.EqualTo(KerasSeeds.Derive(2).Accuracy));
        Assert.That(expectation.Bands, Is.EqualTo(KerasSeeds.Derive(2).Bands));
    }
}
