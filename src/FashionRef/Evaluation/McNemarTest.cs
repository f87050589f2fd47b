using MathNet.Numerics.Distributions;

namespace FashionRef.Evaluation;

/// <summary>McNemar's exact test (1947): whether what changed from right to wrong, and what changed back, differ by more than chance.</summary>
public static class McNemarTest
{
    /// <summary>The probability of a split at least as uneven if each change is a loss or a gain with equal chance.</summary>
    /// <param name="lost">How many were right and are wrong now.</param>
    /// <param name="won">How many were wrong and are right now.</param>
    /// <returns>In (0, 1].</returns>
    public static double Of(int lost, int won) =>
        lost + won == 0 ? 1 : Math.Min(1, 2 * Binomial.CDF(0.5, lost + won, Math.Min(lost, won)));
}
