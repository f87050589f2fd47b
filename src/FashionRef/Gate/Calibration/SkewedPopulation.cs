using MathNet.Numerics.RootFinding;

namespace FashionRef.Gate.Calibration;

/// <summary>
/// A population with mean 0, standard deviation 1 and a longer lower tail: mirrored log-normal, or normal for skewness 0.
/// </summary>
internal sealed class SkewedPopulation
{
    private readonly double _sigma;
    private readonly double _mean;
    private readonly double _deviation;

    /// <summary>The population of a skewness.</summary>
    /// <param name="skewness">0 or below, and above -10.</param>
    public SkewedPopulation(double skewness)
    {
        if (skewness == 0)
        {
            return;
        }

        // The log-normal distribution's skewness is (w + 2) sqrt(w - 1) with w = exp(sigma^2).
        double w = Brent.FindRoot(w => ((w + 2) * Math.Sqrt(w - 1)) + skewness, 1, 10);
        _sigma = Math.Sqrt(Math.Log(w));
        _mean = Math.Sqrt(w);
        _deviation = Math.Sqrt(w * (w - 1));
    }

    /// <summary>Turns draws from the normal distribution into figures of the population.</summary>
    /// <param name="normals">The draws.</param>
    /// <param name="figures">Receives as many figures; may be the draws themselves.</param>
    public void Fill(ReadOnlySpan<double> normals, Span<double> figures)
    {
        for (int i = 0; i < normals.Length; i++)
        {
            figures[i] = _sigma == 0 ? normals[i] : (_mean - Math.Exp(_sigma * normals[i])) / _deviation;
        }
    }
}
