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

    /// <summary>How many runs each of several looks is at.</summary>
    public static IReadOnlyList<int> Runs { get; } = [1, 3, 10];
}
