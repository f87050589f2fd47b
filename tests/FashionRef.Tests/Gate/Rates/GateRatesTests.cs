using System.Collections.Concurrent;
using FashionRef.Gate.Calibration;
using FashionRef.Gate.Outputs;
using FashionRef.Gate.Rates;
using FashionRef.Gate.Reference;

namespace FashionRef.Tests.Gate.Rates;

/// <summary>The gate, played on Keras' runs: it stops right ones no oftener than it says, and the worse ones the more the worse they are.</summary>
[Category("Training")]
[Parallelizable(ParallelScope.Self)]
internal sealed class GateRatesTests
{
    private const int Trials = 16_000;
    private static readonly ConcurrentDictionary<int, Lazy<GateRates>> Played = new();

    [TestCase(1)]
    [TestCase(2)]
    public void No_measured_rate_is_above_the_stated_one(int model)
    {
        GateRates rates = Rates(model);

        foreach (AlarmRates rate in rates.LastEpoch.Concat(rates.LastThree).Where(rate => rate.Drop == 0))
        {
            Assert.That(rate.Gate.Low, Is.LessThanOrEqualTo(FalseAlarms.OfMean(rate.Runs)), $"{rate}");
        }

        Assert.That(rates.LeftOut.Low, Is.LessThanOrEqualTo(FalseAlarms.Rate));
        Assert.That(rates.Answers.Low, Is.LessThanOrEqualTo(FalseAlarms.SharedByTwo));
        Assert.That(rates.Recalls.Low, Is.LessThanOrEqualTo(FalseAlarms.SharedByTwo));
    }

    [Test]
    public void The_textbooks_interval_stops_too_many_of_Model_1s_skewed_runs()
    {
        AlarmRates one = Rates(1).LastEpoch.Single(rate => rate is { Runs: 1, Drop: 0 });

        Assert.That(one.NormalInterval.Low, Is.GreaterThan(FalseAlarms.Rate));
    }

    [TestCase(1, 0.8)]
    [TestCase(2, 0.6)]
    public void Power_grows_with_the_runs_and_with_the_drop(int model, double most)
    {
        IReadOnlyList<AlarmRates> rates = Rates(model).LastEpoch;

        foreach (IGrouping<int, AlarmRates> ofRuns in rates.GroupBy(rate => rate.Runs))
        {
            Assert.That(ofRuns.OrderBy(rate => rate.Drop).Select(rate => rate.Gate.Events), Is.Ordered);
        }

        foreach (IGrouping<double, AlarmRates> ofDrop in rates.Where(rate => rate.Drop >= 0.01).GroupBy(rate => rate.Drop))
        {
            Assert.That(ofDrop.OrderBy(rate => rate.Runs).Select(rate => rate.Gate.Events), Is.Ordered);
        }

        AlarmRates best = rates.Single(rate => rate is { Runs: 10, Drop: 0.02 });
        Assert.That((double)best.Gate.Events / Trials, Is.GreaterThan(most));
    }

    /// <summary>The sentence under a passed gate of one run, and the docs, say what this measures today.</summary>
    [TestCase(1, "86", "0.3 %")]
    [TestCase(2, "54", "2.5 %")]
    public void What_ten_seeds_see_is_what_the_gate_says_of_them(int model, string told, string ofOne)
    {
        SeedRuns runs = SeedRunsFile.Read(Path.Combine(KerasSeeds.Folder, $"torch-seeds-model{model}-anew.json"));
        AlarmRates[] rates = [.. MeanSimulation.Of([.. runs.Runs.Select(run => run.Accuracy)], GateRates.Trials, default).Where(rate => rate.Drop == 0.02)];

        double ten = 100.0 * rates.Single(rate => rate.Runs == 10).Gate.Events / GateRates.Trials;
        double one = (double)rates.Single(rate => rate.Runs == 1).Gate.Events / GateRates.Trials;

        Assert.That((GateSentence.SeenByTen[model], $"{ten:F0}", FormattableString.Invariant($"{one:P1}")), Is.EqualTo((int.Parse(told), told, ofOne)));
        Assert.That(File.ReadAllText(Path.Combine(Repository.Root, "README.md")), Does.Contain($"{told} % "));
        Assert.That(File.ReadAllText(Path.Combine(Repository.Root, "docs", "gate.md")), Does.Contain($"Model-{model} with {told} %"));
    }

    [Test]
    public void They_are_told_with_what_was_stated()
    {
        string[] lines = RatesText.Format(Rates(1)).Split('\n');

        Assert.That(lines[0], Is.EqualTo("Model-1, one shuffle repeated: 40 runs of Keras 3.15.1 on TensorFlow 2.21.0"));
        Assert.That(lines, Has.Some.Match(@"^one run +0\.100 % +0\.\d{3} %  0\.\d{3} % to 0\.\d{3} %$")

            // By hand: the interval of 0 of 40 is 0 to 1 - 0.025^(1/40) = 8.810 %, and 1 - (1 - 0.0881)^5 = 36.9 %.
            .And.Some.Match(@"^a collapse of one run +none +0\.000 %  0\.000 % to 8\.810 % \(0 of 40\)$")
            .And.Some.Match(@"^a collapse among 5 runs +none +0\.000 %  0\.000 % to 36\.9\d\d % \(0 of 40\)$")
            .And.Some.Match(@"^one run, each of them left out in turn .* \(\d of 40\)$")
            .And.Some.Match(@"^the mean of 10 runs +\d+\.\d % +\d+\.\d % +\d+\.\d %$"));
    }

    private static GateRates Rates(int model) => Played.GetOrAdd(model, key => new(() => GateRates.Of(KerasSeeds.Runs(key), Trials))).Value;
}
