using FashionRef.Training.Runs;
using MathNet.Numerics.Distributions;

namespace FashionRef.Studies;

/// <summary>How far apart two runs of one seed are that differ in rounding only, as the study <c>studies/rounding.json</c> has measured.</summary>
public static class RoundingBand
{
    // One right run in this many is outside.
    private const double OneIn = 10_000;
    private const int Pairs = 12;

    // The standard deviation of the pairs' differences of the mean test accuracy of epochs 2 to 10, that of both models; the true mean is 0.
    private const double Spread = 0.0026;

    /// <summary>The largest difference of the mean test accuracy of epochs 2 to 10 that rounding explains.</summary>
    /// <param name="run">A run; only the notebook's settings and data were measured.</param>
    /// <returns>Above 0; null where it is not known.</returns>
    public static double? Of(PlannedRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        RunSettings settings = run.Settings;
        return settings with { Jitter = null } == RunSettings.Notebook(settings.Model, settings.Engine, settings.Seed, settings.Threads)
            && run.Data.HasSameContentAs(StudyData.FashionMnist)
                ? StudentT.InvCDF(0, 1, Pairs - 1, 1 - (0.5 / OneIn)) * Spread
                : null;
    }
}
