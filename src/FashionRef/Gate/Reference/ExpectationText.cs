using System.Globalization;
using System.Text;
using FashionRef.Gate.Calibration;

namespace FashionRef.Gate.Reference;

/// <summary>An expectation as text.</summary>
public static class ExpectationText
{
    private static readonly int[] ShownBands = [1, 3, 5, 10];

    /// <summary>A few lines ended by LF.</summary>
    /// <param name="expectation">The expectation.</param>
    public static string Format(Expectation expectation)
    {
        ArgumentNullException.ThrowIfNull(expectation);
        Summary accuracy = expectation.Accuracy;
        Summary steady = expectation.SteadyAccuracy;
        StringBuilder text = new();
        Line($"{expectation.Title}: {expectation.Runs} runs of {OutsideText.Line(expectation.Source)}, {expectation.Epochs} epochs");
        Line($"  test accuracy after the last epoch   around {accuracy.Mean:F3}: mean {accuracy.Mean:F4}, standard deviation {accuracy.StandardDeviation:F4}, {accuracy.Lowest:F4} to {accuracy.Highest:F4}, skewness {accuracy.Skewness:F1}");
        Line($"  mean of the last three epochs        mean {steady.Mean:F4}, standard deviation {steady.StandardDeviation:F4}, {steady.Lowest:F4} to {steady.Highest:F4}");
        Line($"  the notebook's one run               {expectation.NotebookAccuracy:F4}");
        Line($"  collapsed                            {expectation.Collapsed.Events} of {expectation.Collapsed.Trials} runs; 95 % confidence: {expectation.Collapsed.Low:P1} to {expectation.Collapsed.High:P1}; each that does is stopped");
        foreach (int runs in ShownBands)
        {
            Band band = expectation.BandOf(runs);
            string what = runs == 1 ? "one new run" : string.Create(CultureInfo.InvariantCulture, $"the mean of {runs} new runs");
            Line($"  {what,-36} {band.Low:F4} to {band.High:F4}; a right one is outside once in {1 / FalseAlarms.OfMean(runs):N0} times at most");
        }

        return text.ToString();

        void Line(FormattableString line) => text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
    }
}
