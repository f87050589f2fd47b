using FashionRef.Studies;

namespace FashionRef.Gate.Curves;

/// <summary>How far a run may be from right runs that start alike.</summary>
/// <param name="References">How many runs most seeds have to compare with.</param>
/// <param name="MostRuns">How many new runs are compared so together: 1 where starting alike makes runs no more alike than other seeds are, so that of several the permutation test sees more.</param>
/// <param name="Figures">Each figure's spread, in the order of <see cref="CurveFigures.Paired"/>.</param>
/// <param name="Bounds">For 1, 2, 3 … new runs of the program that made the references.</param>
/// <param name="OtherBounds">The same for other programs, whose spread is known from fewer runs.</param>
public sealed record PairedExpectation(
    int References,
    int MostRuns,
    IReadOnlyList<PairedSpread> Figures,
    IReadOnlyList<PairedBounds> Bounds,
    IReadOnlyList<PairedBounds> OtherBounds)
{
    /// <summary>The most new runs that bounds are kept for.</summary>
    public const int MostBounds = 10;

    /// <summary>The bounds for so many runs.</summary>
    /// <param name="runs">From 1 to <see cref="MostBounds"/>.</param>
    /// <param name="isOther">Whether another program made them.</param>
    public PairedBounds BoundsOf(int runs, bool isOther) => (isOther ? OtherBounds : Bounds)[runs - 1];
}

/// <summary>How far one figure of right runs is apart that start alike.</summary>
/// <param name="Figure">Which.</param>
/// <param name="Sigma">The standard deviation within a seed of runs that differ in rounding only; where seeds differ in it, that of their worst third.</param>
/// <param name="DegreesOfFreedom">Of it.</param>
/// <param name="AlikeP">The p value of "it is alike in all seeds" (<see cref="PooledSpread.AlikeP"/>).</param>
/// <param name="TailFactor">How much farther the figure's tails reach than a normal figure's; its t is divided by it (<see cref="HeavyTail"/>).</param>
/// <param name="OtherSigma">For other programs: the larger of it and of that of other right programs' distances.</param>
/// <param name="OtherRuns">How many such distances are known; 0 for none.</param>
public sealed record PairedSpread(StudyFigure Figure, double Sigma, int DegreesOfFreedom, double AlikeP, double TailFactor, double OtherSigma, int OtherRuns);

/// <summary>The largest |t| of the figures of right runs, each over its tail factor.</summary>
/// <param name="Runs">How many new runs t is of, each of its own seed.</param>
/// <param name="Bound">What a gate that looks once allows (<see cref="GateLook.Once"/>).</param>
/// <param name="FirstLook">What the first of several looks allows.</param>
/// <param name="LaterLook">What each of the others allows.</param>
/// <param name="Tail">The largest |t| that right runs exceed with the probabilities of <see cref="TailProbabilities"/>.</param>
public sealed record PairedBounds(int Runs, double Bound, double FirstLook, double LaterLook, IReadOnlyList<double> Tail)
{
    /// <summary>What <see cref="Tail"/> is of.</summary>
    public static IReadOnlyList<double> TailProbabilities { get; } = [0.5, 0.2, 0.1, 0.05, 0.02, 0.01, 0.005, 0.002, 0.001, 0.0005, 0.00025, 0.000125];

    /// <summary>What a look allows.</summary>
    /// <param name="look">Which.</param>
    public double BoundOf(GateLook look) => look == GateLook.Once ? Bound : look == GateLook.First ? FirstLook : LaterLook;

    /// <summary>How often right runs are as far off.</summary>
    /// <param name="largest">The largest |t|.</param>
    /// <returns>Between the known points by the line of log p; no smaller than the last of them.</returns>
    public double P(double largest)
    {
        if (!(largest < Tail[^1]))
        {
            return TailProbabilities[^1];
        }

        (double t, double p) = (0, 1);
        foreach ((double next, double rarer) in Tail.Zip(TailProbabilities))
        {
            if (largest < next)
            {
                double share = (largest - t) / (next - t);
                return Math.Exp(((1 - share) * Math.Log(p)) + (share * Math.Log(rarer)));
            }

            (t, p) = (next, rarer);
        }

        return p;
    }
}
