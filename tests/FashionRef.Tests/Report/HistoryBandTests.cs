using FashionRef.Engines;
using FashionRef.Gate.Reference;
using FashionRef.Report;
using FashionRef.Tests.Gate;
using FashionRef.Training;
using FashionRef.Training.Runs;

namespace FashionRef.Tests.Report;

internal sealed class HistoryBandTests
{
    private static readonly string Baselines = Path.Combine(Repository.Root, "baselines");

    [TestCase(1, Shuffle.Anew, "torch-seeds-model1-anew.json", 16)]
    [TestCase(2, Shuffle.Anew, "torch-seeds-model2-anew.json", 10)]
    [TestCase(1, Shuffle.Repeated, "keras-seeds-model1.json", 40)]
    [TestCase(2, Shuffle.Repeated, "keras-seeds-model2.json", 19)]
    public void It_is_of_the_runs_that_shuffled_alike(int model, Shuffle shuffle, string file, int seeds)
    {
        SeedRuns runs = SeedRunsFile.Read(Path.Combine(Baselines, file));

        HistoryBand band = HistoryBand.Find(Settings(model, shuffle), Baselines)!;

        Assert.That((band.Seeds, band.Source), Is.EqualTo((seeds, runs.Origin())));
        for (int epoch = 0; epoch < 10; epoch++)
        {
            Assert.That(band.Lowest.ValLoss[epoch], Is.EqualTo(runs.Runs.Min(run => run.History.ValLoss[epoch])));
            Assert.That(band.Highest.ValLoss[epoch], Is.EqualTo(runs.Runs.Max(run => run.History.ValLoss[epoch])));
            Assert.That(band.Lowest.Accuracy[epoch], Is.EqualTo(runs.Runs.Min(run => run.History.Accuracy[epoch])));
            Assert.That(band.Highest.Loss[epoch], Is.EqualTo(runs.Runs.Max(run => run.History.Loss[epoch])));
        }
    }

    [Test]
    public void An_engines_own_runs_come_before_anothers()
    {
        using TemporaryFolder folder = new();
        RunSettings exact = Settings(1, Shuffle.Anew) with { Engine = "exact" };
        SeedRuns runs = SeedRunsFile.Read(Path.Combine(Baselines, "torch-seeds-model1-anew.json"));
        File.WriteAllText(folder["torch-seeds-model1-anew.json"], SeedRunsFile.Format(runs));

        Assert.That(HistoryBand.Find(exact, folder.Path)!.Source, Is.EqualTo("this program, engine torch"));
        File.WriteAllText(folder["exact-seeds-model1-anew.json"], SeedRunsFile.Format(runs with { Engine = "exact" }));
        Assert.That(HistoryBand.Find(exact, folder.Path)!.Source, Is.EqualTo("this program, engine exact"));
        Assert.That(HistoryBand.Find(Settings(1, Shuffle.Anew), folder.Path)!.Source, Is.EqualTo("this program, engine torch"));
    }

    [Test]
    public void A_collapsed_run_does_not_widen_it()
    {
        SeedRuns runs = SeedRunsFile.Read(Path.Combine(Baselines, "torch-seeds-model1-anew.json"));
        SeedRun collapsed = runs.Runs[0] with { Seed = 999, Correct = 1000, History = new SeedHistory(Ten(0.1), Ten(9), Ten(0.1), Ten(9)) };

        HistoryBand band = HistoryBand.Of(runs with { Runs = [.. runs.Runs, collapsed] });

        Assert.That(band.Seeds, Is.EqualTo(16));
        Assert.That(band.Lowest.ValAccuracy, Has.All.GreaterThan(0.8));
    }

    [Test]
    public void Without_the_folder_or_the_file_there_is_none()
    {
        using TemporaryFolder empty = new();

        Assert.That(HistoryBand.Find(Settings(1, Shuffle.Anew), null), Is.Null);
        Assert.That(HistoryBand.Find(Settings(1, Shuffle.Anew), empty.Path), Is.Null);
        Assert.That(HistoryBand.Find(Settings(1, Shuffle.Anew), empty["nowhere"]), Is.Null);
        Assert.That(ReferenceHistories.Of(Settings(1, Shuffle.Anew), null), Is.EqualTo(new ReferenceHistories(Notebook.Of(1).History, null)));
    }

    private static IEnumerable<RunSettings> Others()
    {
        RunSettings settings = Settings(1, Shuffle.Anew);
        yield return settings with { BatchSize = 64 };
        yield return settings with { LearningRate = 0.001 };
        yield return settings with { Loss = CrossEntropy.OfClippedProbabilities };
    }

    [TestCaseSource(nameof(Others))]
    public void A_run_with_other_settings_has_none(RunSettings settings) => Assert.That(HistoryBand.Find(settings, Baselines), Is.Null);

    [Test]
    public void A_shorter_run_has_one() => Assert.That(HistoryBand.Find(Settings(1, Shuffle.Anew) with { Epochs = 2 }, Baselines), Is.Not.Null);

    [Test]
    public void A_file_that_holds_something_else_is_refused()
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder["torch-seeds-model1-anew.json"], "{}");

        Refusal.Expect(() => HistoryBand.Find(Settings(1, Shuffle.Anew), folder.Path), "is no file of a model's runs over seeds: it lacks ");
    }

    private static RunSettings Settings(int model, Shuffle shuffle) => RunSettings.Notebook(model, "torch", seed: 5, threads: 3, shuffle);

    private static double[] Ten(double figure) => [.. Enumerable.Repeat(figure, 10)];
}
