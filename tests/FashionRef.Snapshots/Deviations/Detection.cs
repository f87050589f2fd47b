using System.Globalization;
using FashionRef.Parity;

namespace FashionRef.Snapshots.Deviations;

/// <summary>The first check that says no.</summary>
/// <param name="Check">The check.</param>
/// <param name="Margin">How far the mistake is behind the bound.</param>
internal sealed record Detection(string Check, string Margin)
{
    /// <summary>A count that must be equal.</summary>
    public static Detection? OfCount(string check, long actual, long expected) => actual == expected
        ? null
        : new Detection(check, string.Create(CultureInfo.InvariantCulture, $"{actual:N0} instead of {expected:N0}"));

    /// <summary>A check of a replay.</summary>
    /// <param name="check">Its name.</param>
    /// <param name="row">What it said.</param>
    public static Detection? OfRow(string check, ParityRow row) => row switch
    {
        { Verdict: not Verdict.Different } => null,
        { Tolerance: 0 } => new Detection(check, string.Create(CultureInfo.InvariantCulture, $"{row.Error:N0} right answers off")),
        { Error: double.NaN } => new Detection(check, "not a number"),
        _ => new Detection(check, AtLeast(row.Error / row.Tolerance!.Value)),
    };

    // Powers of ten: what is behind them differs from machine to machine.
    private static string AtLeast(double ratio)
    {
        int power = (int)Math.Floor(Math.Log10(ratio));
        return power < 1 ? "over 1 tolerance" : string.Create(CultureInfo.InvariantCulture, $"over 10^{power} tolerances");
    }
}
