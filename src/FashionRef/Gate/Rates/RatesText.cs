using System.Text;
using FashionRef.Gate.Calibration;
using FashionRef.Gate.Reference;
using static System.FormattableString;

namespace FashionRef.Gate.Rates;

/// <summary>The rates of the gate, as tables.</summary>
public static class RatesText
{
    private static readonly int[] ShownCollapsed = [1, 3, 5, 10];

    /// <summary>Two tables, lines ended by LF.</summary>
    /// <param name="rates">The rates.</param>
    public static string Format(GateRates rates)
    {
        ArgumentNullException.ThrowIfNull(rates);
        Expectation expectation = rates.Expectation;
        StringBuilder text = new();
        Line($"{expectation.Title}: {expectation.Runs} runs of {OutsideText.Line(expectation.Source)}");
        Line($"");
        Line($"{"right runs that are stopped",-48} {"stated",9} {"measured",9}  95 % confidence");
        Measured("one run, each of them left out in turn", FalseAlarms.Rate, rates.LeftOut);
        foreach (AlarmRates rate in rates.LastEpoch.Where(rate => rate.Drop == 0))
        {
            Measured(Of(rate.Runs), FalseAlarms.OfMean(rate.Runs), rate.Gate);
        }

        foreach (int runs in ShownCollapsed)
        {
            Share collapsed = expectation.Collapsed;
            Line($"{(runs == 1 ? "a collapse of one run" : Invariant($"a collapse among {runs} runs")),-48} {"none",9} {Any((double)collapsed.Events / collapsed.Trials, runs),9:P3}  {Any(collapsed.Low, runs):P3} to {Any(collapsed.High, runs):P3} ({collapsed.Events} of {collapsed.Trials})");
        }

        Measured("answers against a baseline, all pairs", FalseAlarms.SharedByTwo, rates.Answers);
        Measured("recalls against a baseline, all pairs", FalseAlarms.SharedByTwo, rates.Recalls);
        foreach (AlarmRates rate in rates.LastEpoch.Where(rate => rate is { Drop: 0, Runs: 1 }))
        {
            Measured("not used: one run, a normal interval", FalseAlarms.Rate, rate.NormalInterval);
        }

        Line($"");
        Line($"{"worse runs that are caught",-48} {Heading(rates)}");
        foreach (int runs in MeanSimulation.RunCounts)
        {
            Caught(Of(runs), runs, rates.LastEpoch);
        }

        foreach (int runs in MeanSimulation.RunCounts)
        {
            Caught($"not used: {Of(runs)}, last three epochs", runs, rates.LastThree);
        }

        return text.ToString();

        void Measured(string what, double stated, Share share) => Line(
            $"{what,-48} {stated,9:P3} {(double)share.Events / share.Trials,9:P3}  {share.Low:P3} to {share.High:P3}{(share.Trials < 10_000 ? Invariant($" ({share.Events} of {share.Trials:N0})") : "")}");

        void Caught(string what, int runs, IReadOnlyList<AlarmRates> all) => Line(
            $"{what,-48} {string.Concat(all.Where(rate => rate.Runs == runs && rate.Drop > 0).Select(rate => Invariant($"{(double)rate.Gate.Events / rate.Gate.Trials,11:P1}")))}");

        void Line(FormattableString line) => text.Append(Invariant(line).TrimEnd()).Append('\n');
    }

    // Every collapsed run fails, and nothing bounds how often correct runs collapse: only the share among the reference runs is known.
    private static double Any(double probability, int runs) => 1 - Math.Pow(1 - probability, runs);

    private static string Heading(GateRates rates) => string.Concat(
        rates.LastEpoch.Where(rate => rate is { Runs: 1, Drop: > 0 }).Select(rate => Invariant($"{Invariant($"-{rate.Drop:P1}"),11}")));

    private static string Of(int runs) => runs == 1 ? "one run" : Invariant($"the mean of {runs} runs");
}
