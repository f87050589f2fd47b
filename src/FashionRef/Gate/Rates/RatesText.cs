using System.Text;
using FashionRef.Gate.Reference;
using static System.FormattableString;

namespace FashionRef.Gate.Rates;

/// <summary>The rates of the gate, as a table.</summary>
public static class RatesText
{
    /// <summary>A line for each way of judging and number of runs, ended by LF.</summary>
    /// <param name="rates">The rates.</param>
    public static string Format(GateRates rates)
    {
        ArgumentNullException.ThrowIfNull(rates);
        Expectation expectation = rates.Reference.Expectation;
        StringBuilder text = new();
        text.Append(Invariant($"{expectation.Key.Title}: {expectation.Runs} runs of {OutsideText.Line(expectation.Source)}; expectations {expectation.Version}\n\n"));
        text.Append(Invariant($"{"judged by",-28} {"runs",4}  {"right runs that are stopped",-30}  test accuracy too low by {string.Join("   ", GateRates.Losses.Skip(1).Select(loss => Invariant($"{loss:F3}")))}\n"));
        foreach (IGrouping<(string Judged, int Runs), GateRate> way in rates.Rates.GroupBy(rate => (rate.Judged, rate.Runs)))
        {
            Share alarms = way.Single(rate => rate.Loss == 0).Failed;
            string stopped = Invariant($"{Rate(alarms):P3} ({alarms.Low:P3} to {alarms.High:P3})");
            string caught = string.Concat(way.Where(rate => rate.Loss > 0).Select(rate => Invariant($"{Rate(rate.Failed),8:P0}")));
            text.Append(Invariant($"{way.Key.Judged,-28} {way.Key.Runs,4}  {stopped,-30}                         {caught}").TrimEnd()).Append('\n');
        }

        return text.ToString();
    }

    private static double Rate(Share share) => (double)share.Events / share.Trials;
}
