namespace FashionRef.Engines.Functions;

/// <summary>
/// The standard normal distribution, from Taylor's series around the nearest of some places: fast enough for training. The bits are the same on
/// every machine, since the table is made by <see cref="DoubleFunctions"/>.
/// </summary>
internal static class NormalDistribution
{
    // Beyond it the share rounds to 0 or 1 in float32.
    private const int Limit = 14;
    private const int PlacesOfOne = 16;
    private const int Terms = 8;
    private const double RootOfHalf = 0.7071067811865476;
    private const double InverseRootOf2Pi = 0.3989422804014327;

    private static readonly double[] Table = CreateTable();

    /// <summary>
    /// The share of numbers below x. It errs by less than 2^-50, and below 0 by less than 1e-7 of itself where float32 can hold it
    /// (NormalDistributionTests).
    /// </summary>
    public static double Share(double x)
    {
        if (!(Math.Abs(x) < Limit))
        {
            return double.IsNaN(x) ? double.NaN : x < 0 ? 0 : 1;
        }

        int place = (int)(((x + Limit) * PlacesOfOne) + 0.5);
        double distance = x + Limit - ((double)place / PlacesOfOne);
        return DoubleMath.Horner(distance, Table.AsSpan(place * Terms, Terms));
    }

    /// <summary>The density at x, <c>exp(-x²/2)/sqrt(2·pi)</c>.</summary>
    public static double Density(double x) => InverseRootOf2Pi * DoubleMath.Exp(-0.5 * x * x);

    // The derivatives of the density are (-1)^n·He_n(x) times it, with Hermite's polynomials He_(n+1) = x·He_n - n·He_(n-1).
    private static double[] CreateTable()
    {
        double[] table = new double[((2 * Limit * PlacesOfOne) + 1) * Terms];
        for (int place = 0; place * Terms < table.Length; place++)
        {
            double x = ((double)place / PlacesOfOne) - Limit;
            Span<double> terms = table.AsSpan(place * Terms, Terms);
            terms[0] = DoubleFunctions.Erfc(-x * RootOfHalf) / 2;
            double factor = Density(x);
            (double before, double hermite) = (0, 1);
            for (int n = 1; n < Terms; n++)
            {
                factor /= n;
                terms[n] = (n % 2 == 1 ? factor : -factor) * hermite;
                (before, hermite) = (hermite, (x * hermite) - ((n - 1) * before));
            }
        }

        return table;
    }
}
