using FashionRef.Gate.Calibration;
using FashionRef.Gate.Reference;
using FashionRef.Training;
using MathNet.Numerics.Distributions;

namespace FashionRef.Tests.Gate.Calibration;

/// <summary>The bands hold what they promise in populations that they were not made from.</summary>
internal sealed class BandCalibrationTests
{
    private const int ReferenceRuns = 40;
    private const int Samples = 4_000;

    // Of samples, for which the band may be too narrow.
    private const double Allowed = 0.06;

    private static readonly IReadOnlyList<(double Down, double Up)> Factors = BandCalibration.Factors(ReferenceRuns);

    [TestCase("mirrored Gumbel", 1)]
    [TestCase("mirrored Gumbel", 3)]
    [TestCase("uniform", 1)]
    [TestCase("normal", 1)]
    [TestCase("normal", 4)]
    public void For_95_of_100_samples_right_runs_are_outside_no_oftener_than_stated(string population, int runs) =>
        Assert.That(TooNarrow(population, runs, Factors[runs - 1]), Is.LessThan(Allowed));

    [Test]
    public void Narrower_bands_would_be_seen_to_stop_too_many() =>
        Assert.That(TooNarrow("mirrored Gumbel", 1, (0.5 * Factors[0].Down, 0.5 * Factors[0].Up)), Is.GreaterThan(3 * Allowed));

    [Test]
    public void The_textbooks_interval_would_be_seen_to_stop_too_many()
    {
        double textbook = StudentT.InvCDF(0, 1, ReferenceRuns - 1, 1 - (FalseAlarms.Rate / 2)) * Math.Sqrt(1 + (1.0 / ReferenceRuns));

        Assert.That(TooNarrow("mirrored Gumbel", 1, (textbook, textbook)), Is.GreaterThan(3 * Allowed));
    }

    [Test]
    public void More_runs_held_to_it_and_fewer_right_runs_make_it_wider()
    {
        IReadOnlyList<(double Down, double Up)> few = BandCalibration.Factors(10);

        Assert.That(Factors.Select(factor => factor.Down), Is.Ordered.Ascending);
        Assert.That(Factors.Select(factor => factor.Up), Is.Ordered.Ascending);
        Assert.That(few.Zip(Factors, (a, b) => a.Down > b.Down && a.Up > b.Up), Is.All.True);
    }

    // A mirrored Gumbel distribution has skewness -1.14; scale and place do not matter to the bands.
    private static (Func<double, double> Quantile, Func<double, double> Below) Population(string name) => name switch
    {
        "mirrored Gumbel" => (unit => Math.Log(-Math.Log(1 - unit)), figure => 1 - Math.Exp(-Math.Exp(figure))),
        "uniform" => (unit => unit, figure => Math.Clamp(figure, 0, 1)),
        _ => (unit => Normal.InvCDF(0, 1, unit), figure => Normal.CDF(0, 1, figure)),
    };

    // The share of samples around which right runs are outside more often than stated: how often is known without a simulation.
    private static double TooNarrow(string population, int runs, (double Down, double Up) factors)
    {
        (Func<double, double> quantile, Func<double, double> below) = Population(population);
        RandomNumbers random = new(6, 0);
        double[] sample = new double[ReferenceRuns];
        int narrow = 0;
        for (int trial = 0; trial < Samples; trial++)
        {
            for (int i = 0; i < sample.Length; i++)
            {
                sample[i] = quantile(random.Unit());
            }

            Spread spread = Spread.Of(sample);
            double outside = below(spread.Mean - (factors.Down * spread.Down)) + 1 - below(spread.Mean + (factors.Up * spread.Up));
            narrow += outside > FalseAlarms.Rate / runs ? 1 : 0;
        }

        return (double)narrow / Samples;
    }
}
