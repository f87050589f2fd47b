using FashionRef.Gate.Calibration;
using FashionRef.Gate.Reference;
using FashionRef.Training;
using MathNet.Numerics.Distributions;

namespace FashionRef.Tests.Gate.Calibration;

/// <summary>The bands hold what they promise in populations that they were not made from.</summary>
[Category("Training")]
internal sealed class BandCalibrationTests
{
    private const int ReferenceRuns = 40;
    private const int Trials = 200_000;
    private const int Chunks = 16;

    private static IEnumerable<TestCaseData> Populations =>
        from population in new[] { "mirrored Gumbel", "uniform", "normal" }
        from runs in new[] { 1, 5 }
        select new TestCaseData(population, runs);

    [TestCaseSource(nameof(Populations))]
    public void Right_runs_are_stopped_no_oftener_than_stated(string population, int runs)
    {
        Share alarms = Alarms(BandCalibration.Factors(ReferenceRuns), Quantile(population), runs);

        Assert.That(alarms.Low, Is.LessThanOrEqualTo(FalseAlarms.OfMean(runs)), $"{alarms.Events} of {alarms.Trials}");
    }

    [TestCase(1)]
    [TestCase(5)]
    public void Narrower_bands_would_be_seen_to_stop_too_many(int runs)
    {
        BandFactors factors = BandCalibration.Factors(ReferenceRuns);
        BandFactors narrower = factors with { Means = [.. factors.Means.Select(factor => (0.7 * factor.Down, 0.7 * factor.Up))] };

        Share alarms = Alarms(narrower, Quantile("mirrored Gumbel"), runs);

        Assert.That(alarms.Low, Is.GreaterThan(FalseAlarms.OfMean(runs)), $"{alarms.Events} of {alarms.Trials}");
    }

    [Test]
    public void The_textbooks_interval_would_be_seen_to_stop_too_many()
    {
        double textbook = StudentT.InvCDF(0, 1, ReferenceRuns - 1, 1 - (FalseAlarms.Rate / 2)) * Math.Sqrt(1 + (1.0 / ReferenceRuns));
        BandFactors normal = new([(textbook, textbook)], 0, 0);

        Assert.That(Alarms(normal, Quantile("mirrored Gumbel"), 1).Low, Is.GreaterThan(FalseAlarms.Rate));
    }

    [Test]
    public void More_new_runs_have_narrower_bands_and_fewer_right_runs_wider_ones()
    {
        BandFactors many = BandCalibration.Factors(ReferenceRuns);
        BandFactors few = BandCalibration.Factors(10);

        // The step from one run to two is not as large as it would be: from there on the rate is shared.
        Assert.That(many.Means.Select(factor => factor.Down), Is.Ordered.Descending);
        Assert.That(many.Means.Select(factor => factor.Up), Is.Ordered.Descending);
        Assert.That(few.Means.Zip(many.Means, (a, b) => a.Down > b.Down && a.Up > b.Up), Is.All.True);
        Assert.That(many, Is.SameAs(BandCalibration.Factors(ReferenceRuns)), "they take seconds");
    }

    // A mirrored Gumbel distribution has skewness -1.14; scale and place do not matter to the bands.
    private static Func<double, double> Quantile(string population) => population switch
    {
        "mirrored Gumbel" => unit => Math.Log(-Math.Log(unit)),
        "uniform" => unit => unit,
        _ => unit => Normal.InvCDF(0, 1, unit),
    };

    private static Share Alarms(BandFactors factors, Func<double, double> quantile, int runs)
    {
        int alarms = 0;
        (double down, double up) = factors.Means[runs - 1];
        Parallel.For(0, Chunks, chunk =>
        {
            RandomNumbers random = new(6, chunk);
            double[] sample = new double[ReferenceRuns];
            for (int trial = 0; trial < Trials / Chunks; trial++)
            {
                for (int i = 0; i < sample.Length; i++)
                {
                    sample[i] = quantile(random.Unit());
                }

                double sum = 0;
                for (int i = 0; i < runs; i++)
                {
                    sum += quantile(random.Unit());
                }

                double distance = Spread.Of(sample).Distance(sum / runs);
                if (distance < -down || distance > up)
                {
                    Interlocked.Increment(ref alarms);
                }
            }
        });
        return Share.Of(alarms, Trials);
    }
}
