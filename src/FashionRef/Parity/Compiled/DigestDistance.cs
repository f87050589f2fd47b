namespace FashionRef.Parity.Compiled;

/// <summary>How far arrays are from their digests <c>[count, sum, sum of squares, values …]</c>.</summary>
internal static class DigestDistance
{
    // Of the largest root mean square in a group: an array whose true values are 0 holds rounding only.
    private const double LeastScale = 1e-5;

    /// <summary>
    /// The largest of |difference of a value| / scale and |difference of the sum| / (count·scale) over all arrays; the scale is the array's root mean
    /// square in the digest, but at least 1e-5 of the group's largest.
    /// </summary>
    /// <param name="digests">By the arrays' paths.</param>
    /// <param name="values">The values of an array, or null where there is none.</param>
    public static WorstError Of(IReadOnlyDictionary<string, IReadOnlyList<double>> digests, Func<string, double[]?> values)
    {
        WorstError worst = new();
        double least = LeastScale * digests.Values.Select(Root).DefaultIfEmpty(0).Max();
        foreach ((string path, IReadOnlyList<double> digest) in digests)
        {
            double scale = Math.Max(Math.Max(Root(digest), least), double.Epsilon);
            worst.Add(values(path) is { } found && found.Length == digest[0] ? Distance(digest, found, scale) : double.PositiveInfinity, path);
        }

        return worst;
    }

    private static double Distance(IReadOnlyList<double> digest, double[] values, double scale)
    {
        int shown = digest.Count - 3;
        double worst = Math.Abs(values.Sum() - digest[1]) / (values.Length * scale);
        for (int j = 0; j < shown; j++)
        {
            int place = shown == 1 ? 0 : (int)((long)j * (values.Length - 1) / (shown - 1));
            double distance = Math.Abs(values[place] - digest[3 + j]) / scale;
            worst = distance > worst || double.IsNaN(distance) ? distance : worst;
        }

        return worst;
    }

    private static double Root(IReadOnlyList<double> digest) => Math.Sqrt(digest[2] / digest[0]);
}
