using FashionRef.Gate.Calibration;

namespace FashionRef.Gate;

/// <summary>
/// How often the gate looks at the runs of a model, and what part of its rate of false alarms a look may use. A gate that goes on where a
/// first look is in doubt looks at 1, 3 and 10 runs.
/// </summary>
/// <param name="Rate">How often right runs may fail it.</param>
public sealed record GateLook(double Rate)
{
    /// <summary>The looks go on while the p of the largest |t| is below: 98 of 100 right programs need one run.</summary>
    public const double GoesOnBelow = 0.02;

    /// <summary>The only look.</summary>
    public static GateLook Once { get; } = new(FalseAlarms.Rate);

    /// <summary>The first of several, at one run.</summary>
    public static GateLook First { get; } = new(FalseAlarms.Rate / 2);

    /// <summary>The second or third of several.</summary>
    public static GateLook Later { get; } = new(FalseAlarms.Rate / 4);

    /// <summary>Whether a gate of several looks must look again.</summary>
    /// <param name="look">Which look it was, from 0.</param>
    /// <param name="checks">What it has found.</param>
    public static bool GoesOn(int look, IReadOnlyList<GateCheck> checks)
    {
        ArgumentNullException.ThrowIfNull(checks);
        GateCheck? curve = CurveOf(checks);

        // The first run may need no look at its curve, since its bits are the baseline's. Later ones are too few where none decides.
        return look < Runs.Count - 1 && checks.All(check => check.Verdict != CheckVerdict.Failed) && (curve is null ? look > 0 : curve.P < GoesOnBelow);
    }

    /// <summary>The check that compares curves and has a p value; null if there is none.</summary>
    /// <param name="checks">What a look has found.</param>
    public static GateCheck? CurveOf(IReadOnlyList<GateCheck> checks) => checks.SingleOrDefault(check => check.Kind is CheckKind.Paired or CheckKind.Unpaired);

    /// <summary>How many runs each of several looks is at.</summary>
    public static IReadOnlyList<int> Runs { get; } = [1, 3, 10];
}
