namespace FashionRef.Gate.Reference;

/// <summary>The range for the mean test accuracy of new runs, ends inclusive.</summary>
/// <param name="Runs">How many new runs the mean is of, at least 1.</param>
/// <param name="Low">In [0, 1].</param>
/// <param name="High">In [0, 1].</param>
public sealed record Band(int Runs, double Low, double High)
{
    /// <summary>Whether the figure is within; NaN is not.</summary>
    /// <param name="accuracy">A mean of test accuracies.</param>
    public bool Contains(double accuracy) => accuracy >= Low && accuracy <= High;
}
