namespace FashionRef.Gate.Reference;

/// <summary>The range for the test accuracy of single new runs, ends inclusive.</summary>
/// <param name="Runs">How many runs are each held to it, at least 1: the more, the wider it is, so that they together fail no more often.</param>
/// <param name="Low">In [0, 1].</param>
/// <param name="High">In [0, 1].</param>
public sealed record Band(int Runs, double Low, double High)
{
    /// <summary>Whether the figure is within; NaN is not.</summary>
    /// <param name="accuracy">A test accuracy.</param>
    public bool Contains(double accuracy) => accuracy >= Low && accuracy <= High;
}
