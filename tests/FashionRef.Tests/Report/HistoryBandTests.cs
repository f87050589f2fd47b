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

    [TestCase(1, Shuffle.Anew)]
    [TestCase(2, Shuffle.Anew)]
    [TestCase(1, Shuffle.Repeated)]
    [TestCase(2, Shuffle.Repeated)]
    public void The_first_is_of_the_runs_over_seeds_that_the_gate_compares_with(int model, Shuffle shuffle)
    {
        GateReference reference = GateReference.Read(Baselines, model, shuffle);

        HistoryBand band = HistoryBand.Find(Settings(model, shuffle), Baselines)[0];

        Assert.That((band.Runs, band.Source, band.StartAlike), Is.EqualTo((reference.Runs.Plain.Count, reference.Runs.Origin(), false)));
        AssertIsOf(band, reference.Runs.Plain);
    }

    [TestCase(1)]
    [TestCase(2)]
    public void The_second_is_of_the_runs_that_start_as_the_run_does(int model)
    {
        SeedRun[] alike = [.. GateReference.Read(Baselines, model, Shuffle.Anew).Runs.Runs.Where(run => run.Seed == 5)];

        IReadOnlyList<HistoryBand> bands = HistoryBand.Find(Settings(model, Shuffle.Anew), Baselines);

        Assert.That(bands, Has.Count.EqualTo(2));
        Assert.That((bands[1].Runs, bands[1].StartAlike), Is.EqualTo((alike.Length, true)));
        AssertIsOf(bands[1], alike);
    }

    [Test]
    public void A_run_is_no_part_of_its_bands()
    {
        SeedRun own = GateReference.Read(Baselines, 1, Shuffle.Anew).Runs.Plain.Single(run => run.Seed == 5);

        IReadOnlyList<HistoryBand> bands = HistoryBand.Find(Settings(1, Shuffle.Anew) with { Engine = "exact" }, Baselines);

        Assert.That(bands.Select(band => band.Runs), Is.EqualTo(new[] { 63, 8 }));
        Assert.That(bands[1].Lowest.Loss.Zip(own.History.Loss, (lowest, loss) => lowest == loss), Has.None.True);
    }

    [Test]
    public void Another_seed_another_program_and_another_shuffle_have_no_second()
    {
        RunSettings settings = Settings(1, Shuffle.Anew);
        foreach (RunSettings other in new[] { settings with { Seed = 999 }, settings with { Engine = "my-port" }, Settings(1, Shuffle.Repeated) })
        {
            Assert.That(HistoryBand.Find(other, Baselines), Has.Count.EqualTo(1));
        }
    }

    [Test]
    public void A_collapsed_run_does_not_widen_it()
    {
        SeedRuns runs = SeedRunsFile.Read(Path.Combine(Baselines, "torch-seeds-model1-anew.json"));
        SeedRun collapsed = runs.Runs[0] with { Seed = 999, Correct = 1000, History = new SeedHistory(Ten(0.1), Ten(9), Ten(0.1), Ten(9)) };

        HistoryBand band = HistoryBand.Of(runs with { Runs = [.. runs.Runs, collapsed] });

        Assert.That(band.Runs, Is.EqualTo(16));
        Assert.That(band.Lowest.ValAccuracy, Has.All.GreaterThan(0.8));
    }

    [Test]
    public void Without_the_folder_or_the_file_there_is_none()
    {
        using TemporaryFolder empty = new();

        Assert.That(HistoryBand.Find(Settings(1, Shuffle.Anew), null), Is.Empty);
        Assert.That(HistoryBand.Find(Settings(1, Shuffle.Anew), empty.Path), Is.Empty);
        Assert.That(HistoryBand.Find(Settings(1, Shuffle.Anew), empty["nowhere"]), Is.Empty);
        Assert.That(ReferenceHistories.Of(Settings(1, Shuffle.Anew), null).Bands, Is.Empty);
    }

    private static IEnumerable<RunSettings> Others()
    {
        RunSettings settings = Settings(1, Shuffle.Anew);
        yield return settings with { BatchSize = 64 };
        yield return settings with { LearningRate = 0.001 };
        yield return settings with { Loss = CrossEntropy.OfClippedProbabilities };
    }

    [TestCaseSource(nameof(Others))]
    public void A_run_with_other_settings_has_none(RunSettings settings) => Assert.That(HistoryBand.Find(settings, Baselines), Is.Empty);

    [Test]
    public void A_shorter_run_has_one() => Assert.That(HistoryBand.Find(Settings(1, Shuffle.Anew) with { Epochs = 2 }, Baselines), Is.Not.Empty);

    [Test]
    public void A_file_that_holds_something_else_is_refused()
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder["expectation-model1-anew.json"], "{}");

        Refusal.Expect(() => HistoryBand.Find(Settings(1, Shuffle.Anew), folder.Path), "expectation-model1-anew.json");
    }

    private static RunSettings Settings(int model, Shuffle shuffle) => RunSettings.Notebook(model, "torch", seed: 5, threads: 3, shuffle);

    private static void AssertIsOf(HistoryBand band, IReadOnlyList<SeedRun> runs)
    {
        for (int epoch = 0; epoch < 10; epoch++)
        {
            Assert.That(band.Lowest.ValLoss[epoch], Is.EqualTo(runs.Min(run => run.History.ValLoss[epoch])));
            Assert.That(band.Lowest.ValAccuracy[epoch], Is.EqualTo(runs.Min(run => run.History.ValAccuracy[epoch])));
            Assert.That(band.Lowest.Accuracy[epoch], Is.EqualTo(runs.Min(run => run.History.Accuracy[epoch])));
            Assert.That(band.Highest.Loss[epoch], Is.EqualTo(runs.Max(run => run.History.Loss[epoch])));
        }
    }

    private static double[] Ten(double figure) => [.. Enumerable.Repeat(figure, 10)];
}
