using FashionRef.Gate.Curves;
using FashionRef.Gate.Rates;
using FashionRef.Gate.Reference;
using FashionRef.Training;

namespace FashionRef.Tests.Gate.Rates;

/// <summary>The gate, played on right runs: it stops them no oftener than it says, and the worse ones the more the worse they are.</summary>
[Category("Training")]
[Parallelizable(ParallelScope.Self)]
internal sealed class GateRatesTests
{
    private const int Trials = 8_000;
    private static readonly Lazy<GateRates> Rates = new(() => GateRates.Of(GateReference.Read(KerasSeeds.Folder, 1, Shuffle.Anew), Trials));

    [Test]
    public void No_measured_rate_is_above_the_stated_one()
    {
        foreach (GateRate rate in Rates.Value.Rates.Where(rate => rate.Loss == 0))
        {
            Assert.That(rate.Failed.Low, Is.LessThanOrEqualTo(Rates.Value.Reference.Expectation.FalseAlarmRate), $"{rate}");
        }
    }

    [Test]
    public void More_is_caught_of_worse_runs_and_by_more_runs()
    {
        foreach (IGrouping<(string Judged, int Runs), GateRate> way in Rates.Value.Rates.GroupBy(rate => (rate.Judged, rate.Runs)))
        {
            Assert.That(way.OrderBy(rate => rate.Loss).Select(rate => rate.Failed.Events), Is.Ordered);
        }

        foreach (IGrouping<(string Judged, double Loss), GateRate> way in Rates.Value.Rates.Where(rate => rate.Loss > 0).GroupBy(rate => (rate.Judged, rate.Loss)))
        {
            Assert.That(way.OrderBy(rate => rate.Runs).Select(rate => (double)rate.Failed.Events / rate.Failed.Trials), Is.Ordered);
        }
    }

    /// <summary>What issue 17 asks of Model-1, for engines of this program.</summary>
    [TestCase(1, 0.01, 0.7)]
    [TestCase(3, 0.01, 0.95)]
    [TestCase(5, 0.005, 0.8)]
    [TestCase(10, 0.005, 0.95)]
    public void Losses_of_test_accuracy_alone_are_caught_in_Model_1(int runs, double loss, double least)
    {
        Share caught = Rates.Value.Rates.Single(rate => rate.Judged == "runs that start alike" && rate.Runs == runs && rate.Loss == loss).Failed;

        Assert.That((double)caught.Events / caught.Trials, Is.GreaterThan(least));
    }

    [Test]
    public void Narrower_bounds_would_be_seen_to_stop_too_many()
    {
        GateReference right = Rates.Value.Reference;
        PairedBounds[] narrower = [.. right.Expectation.Paired!.Bounds.Select(bounds => bounds with { Bound = 0.7 * bounds.Bound })];
        GateReference reference = new(right.Expectation with { Paired = right.Expectation.Paired with { Bounds = narrower } }, right.Runs);

        Share stopped = new PairedSimulation(reference).Failed(new double[CurveFigures.Paired.Count], 1, isOther: false, Trials, CancellationToken.None).MaxBy(share => share.Events)!;

        Assert.That(stopped.Low, Is.GreaterThan(right.Expectation.FalseAlarmRate));
    }

    [Test]
    public void They_are_told_in_a_table()
    {
        string[] lines = RatesText.Format(Rates.Value).Split('\n');

        Assert.That(lines[0], Does.Match(@"^Model-1, shuffled anew: 64 runs of this program, engine exact; expectations \d+$"));
        Assert.That(lines, Has.Some.Match(@"^a single run's band +1 +0\.000 % \(0\.000 % to 5\.601 %\) +\d+ % +\d+ % +\d+ %$")
            .And.Some.Match(@"^runs that start alike +10 +0\.\d{3} % \(0\.\d{3} % to 0\.\d{3} %\) +\d+ % +\d+ % +\d+ %$")
            .And.Some.Match(@"^runs of other seeds +3 +"));
    }
}
