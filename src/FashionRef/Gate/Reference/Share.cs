using MathNet.Numerics.Distributions;

namespace FashionRef.Gate.Reference;

/// <summary>How many trials had an event, and the confidence interval of its probability.</summary>
/// <param name="Events">From 0 to <paramref name="Trials"/>.</param>
/// <param name="Trials">At least 1.</param>
/// <param name="Low">The lower end of the probability's 95 % confidence interval (Clopper and Pearson, 1934).</param>
/// <param name="High">Its upper end.</param>
public sealed record Share(int Events, int Trials, double Low, double High)
{
    private const double Confidence = 0.95;
    private const int Decimals = 6;

    /// <summary>The share and its exact interval, from the quantiles of beta distributions.</summary>
    /// <param name="events">From 0 to <paramref name="trials"/>.</param>
    /// <param name="trials">At least 1.</param>
    public static Share Of(int events, int trials)
    {
        const double Tail = (1 - Confidence) / 2;
        double low = events == 0 ? 0 : Beta.InvCDF(events, trials - events + 1, Tail);
        double high = events == trials ? 1 : Beta.InvCDF(events + 1, trials - events, 1 - Tail);
        return new Share(events, trials, Math.Round(low, Decimals), Math.Round(high, Decimals));
    }
}
