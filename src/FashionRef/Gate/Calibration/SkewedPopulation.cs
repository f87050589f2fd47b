using MathNet.Numerics.Distributions;
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
            figures[i] = Figure(normals[i]);
        }
    }

    /// <summary>The figure that the stated share of the population is below.</summary>
    /// <param name="share">In (0, 1).</param>
    public double Quantile(double share) => Figure(Normal.InvCDF(0, 1, _sigma == 0 ? share : 1 - share));

    private double Figure(double normal) => _sigma == 0 ? normal : (_mean - Math.Exp(_sigma * normal)) / _deviation;
}
