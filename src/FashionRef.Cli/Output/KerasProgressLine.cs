using System.Globalization;
using FashionRef.Training;

namespace FashionRef.Cli.Output;

/// <summary>The line that Keras shows for an epoch.</summary>
internal static class KerasProgressLine
{
    private const int BarWidth = 20;

    /// <summary>An epoch under way: steps, bar, time left, time a step, running means.</summary>
    public static string UnderWay(int step, int steps, TimeSpan elapsed, double accuracy, double loss, bool colors)
    {
        double perStep = elapsed.TotalSeconds / step;
        return $"{Bar(step, steps, colors)} {Remaining(perStep * (steps - step))} {PerStep(perStep)}{Metric("accuracy", accuracy)}{Metric("loss", loss)}";
    }

    /// <summary>A finished epoch: steps, bar, its time, time a step, the history's four numbers.</summary>
    public static string Finished(EpochMetrics metrics, int steps, bool colors)
    {
        string seconds = metrics.Seconds.ToString("F0", CultureInfo.InvariantCulture);
        return $"{Bar(steps, steps, colors)} {seconds}s {PerStep(metrics.Seconds / steps)}"
            + Metric("accuracy", metrics.Accuracy) + Metric("loss", metrics.Loss)
            + Metric("val_accuracy", metrics.ValAccuracy) + Metric("val_loss", metrics.ValLoss);
    }

    private static string Bar(int step, int steps, bool colors)
    {
        int width = steps.ToString(CultureInfo.InvariantCulture).Length;
        string count = $"{step.ToString(CultureInfo.InvariantCulture).PadLeft(width)}/{steps.ToString(CultureInfo.InvariantCulture)}";
        int filled = BarWidth * step / steps;
        string done = new('━', filled);
        string left = new('━', BarWidth - filled);
        return colors ? $"\e[1m{count}\e[0m \e[32m{done}\e[0m\e[37m{left}\e[0m" : $"{count} {done}{left}";
    }

    private static string Remaining(double seconds)
    {
        // Keras truncates fractions after choosing the format.
        long whole = (long)seconds;
        return seconds switch
        {
            > 3600 => string.Create(CultureInfo.InvariantCulture, $"{whole / 3600}:{whole / 60 % 60:00}:{whole % 60:00}"),
            > 60 => string.Create(CultureInfo.InvariantCulture, $"{whole / 60}:{whole % 60:00}"),
            _ => string.Create(CultureInfo.InvariantCulture, $"{whole}s"),
        };
    }

    private static string PerStep(double seconds) => seconds switch
    {
        >= 1 => string.Create(CultureInfo.InvariantCulture, $"{seconds:F0}s/step"),
        >= 1e-3 => string.Create(CultureInfo.InvariantCulture, $"{seconds * 1e3:F0}ms/step"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{seconds * 1e6:F0}us/step"),
    };

    private static string Metric(string name, double value) => Math.Abs(value) > 1e-3
        ? string.Create(CultureInfo.InvariantCulture, $" - {name}: {value:F4}")
        : string.Create(CultureInfo.InvariantCulture, $" - {name}: {value:0.0000e+00}");
}
