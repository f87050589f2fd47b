using FashionRef.Gate.Reference;

namespace FashionRef.Gate.Rates;

/// <summary>How often a way to judge a mean accuracy raises the alarm.</summary>
/// <param name="Runs">How many new runs the mean is of.</param>
/// <param name="Drop">By how much the new runs are worse than right ones, in [0, 1].</param>
/// <param name="Gate">The gate's bands.</param>
/// <param name="NormalInterval">The textbook's interval, which takes accuracies for normally distributed.</param>
public sealed record AlarmRates(int Runs, double Drop, Share Gate, Share NormalInterval);
