using System.Globalization;
using System.Text;
using FashionRef.Gate.Curves;

namespace FashionRef.Gate.Reference;

/// <summary>An expectation as text.</summary>
public static class ExpectationText
{
    private static readonly int[] ShownRuns = [1, 3, 5, 10];

    /// <summary>A few lines ended by LF.</summary>
    /// <param name="expectation">The expectation.</param>
    public static string Format(Expectation expectation)
    {
        ArgumentNullException.ThrowIfNull(expectation);
        Summary accuracy = expectation.Accuracy;
        StringBuilder text = new();
        Line($"{expectation.Key.Title}: {expectation.Runs} runs of {OutsideText.Line(expectation.Source)}, {expectation.Epochs} epochs; expectations {expectation.Version}");
        Line($"  test accuracy after the last epoch   around {accuracy.Mean:F3}: mean {accuracy.Mean:F4}, standard deviation {accuracy.StandardDeviation:F4}, {accuracy.Lowest:F4} to {accuracy.Highest:F4}, skewness {accuracy.Skewness:F1}");
        if (expectation.NotebookAccuracy is { } notebook)
        {
            Line($"  the notebook's one run               {notebook:F4}");
        }

        Line($"  collapsed                            {expectation.Collapsed.Events} of {expectation.Collapsed.Trials} runs; 95 % confidence: {expectation.Collapsed.Low:P1} to {expectation.Collapsed.High:P1}; each that does is stopped");
        Line($"  one new run                          {expectation.BandOf(1).Low:F4} to {expectation.BandOf(1).High:F4}; a right one is outside once in {1 / expectation.FalseAlarmRate:N0} times at most");
        Line($"  several new runs                     {(expectation.FewestForCurves is { } fewest ? FormattableString.Invariant($"compared by their curves from {fewest} runs on") : "each compared so: these runs are too few to compare curves")}");
        if (expectation.Paired is { } paired)
        {
            Line($"  runs that start alike, {paired.References} a seed         sigma within a seed (of other programs), p of \"alike in all seeds\"");
            foreach (PairedSpread spread in paired.Figures)
            {
                Line($"    {CurveFigures.Name(spread.Figure),-34} {spread.Sigma:G3} ({spread.OtherSigma:G3}), p = {spread.AlikeP:G2}; tails {spread.TailFactor:F2} times a normal's");
            }

            Line($"    {"largest |t| of a right program",-34} {string.Join(", ", ShownRuns.Where(runs => runs <= paired.MostRuns).Select(runs => string.Create(CultureInfo.InvariantCulture, $"{paired.BoundsOf(runs, isOther: false).Bound:F2} ({paired.BoundsOf(runs, isOther: true).Bound:F2}) in {runs}")))} runs");
        }

        return text.ToString();

        void Line(FormattableString line) => text.Append(FormattableString.Invariant(line)).Append('\n');
    }
}
