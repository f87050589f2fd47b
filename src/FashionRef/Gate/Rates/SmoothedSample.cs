using FashionRef.Training;
using MathNet.Numerics.Statistics;

namespace FashionRef.Gate.Rates;

/// <summary>
/// A smooth population estimated from a sample: its figures, each spread by a normal kernel of Silverman's width (1986), so that new
/// figures are not only the observed ones.
/// </summary>
internal sealed class SmoothedSample
{
    private readonly double[] _figures;
    private readonly double _width;

    /// <param name="figures">The sample.</param>
    public SmoothedSample(IEnumerable<double> figures)
    {
        _figures = [.. figures];
        double spread = Math.Min(_figures.StandardDeviation(), _figures.InterquartileRange() / 1.34);
        _width = 0.9 * spread * Math.Pow(_figures.Length, -0.2);
    }

    /// <summary>Draws figures.</summary>
    /// <param name="figures">Receives them.</param>
    /// <param name="random">Gives two numbers for each.</param>
    public void Fill(Span<double> figures, ref RandomNumbers random)
    {
        foreach (ref double figure in figures)
        {
            figure = _figures[random.Below(_figures.Length)] + (_width * random.Normal());
        }
    }
}
