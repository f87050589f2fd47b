namespace FashionRef.Studies.Report;

/// <summary>Holm's correction (1979): with several comparisons, one of them is more easily small by chance.</summary>
public static class HolmCorrection
{
    /// <summary>The corrected p values, in the order of the given ones.</summary>
    /// <param name="values">p values in [0, 1].</param>
    public static IReadOnlyList<double> Of(IReadOnlyList<double> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        double[] corrected = new double[values.Count];
        double largest = 0;
        foreach ((int rank, (int place, double p)) in values.Index().OrderBy(value => value.Item).Index())
        {
            largest = Math.Max(largest, Math.Min(1, (values.Count - rank) * p));
            corrected[place] = largest;
        }

        return corrected;
    }
}
