using FashionRef.Gate.Reference;

namespace FashionRef.Gate.Rates;

/// <summary>How often two ways to judge a mean accuracy raise an alarm.</summary>
/// <param name="Runs">How many new runs the mean is of.</param>
/// <param name="Drop">By how much the new runs are worse than correct ones, in [0, 1].</param>
/// <param name="Gate">The gate's bands.</param>
/// <param name="NormalInterval">The textbook's interval, which assumes normally distributed accuracies.</param>
public sealed record AlarmRates(int Runs, double Drop, Share Gate, Share NormalInterval);
