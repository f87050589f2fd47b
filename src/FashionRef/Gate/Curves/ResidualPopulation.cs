using FashionRef.Training;
using MathNet.Numerics.LinearAlgebra;

namespace FashionRef.Gate.Curves;

/// <summary>
/// How far right runs are from their seed's mean, in all figures at once and in standard deviations: a population from which runs are drawn
/// whole, so that figures that move together stay together. A few dozen runs do not show how long the tails are, so there are two.
/// </summary>
internal sealed class ResidualPopulation
{
    private readonly double[][] _residuals;
    private readonly HeavyTail[]? _tails;
    private readonly double[,] _root;
    private readonly double _width;

    private ResidualPopulation(double[][] residuals, HeavyTail[]? tails, double width)
    {
        (_residuals, _tails, _width) = (residuals, tails, width);
        _root = Root(residuals);
    }

    /// <summary>The residuals themselves, each spread by a normal kernel of Silverman's width (1986) and scaled back to variance 1.</summary>
    /// <param name="residuals">For each run its figures, of mean 0 and variance 1.</param>
    public static ResidualPopulation Smoothed(double[][] residuals)
    {
        int figures = residuals[0].Length;
        double width = Math.Pow(4.0 / (figures + 2), 1.0 / (figures + 4)) * Math.Pow(residuals.Length, -1.0 / (figures + 4));
        return new(residuals, null, width);
    }

    /// <summary>Student's t for each figure, with tails as long as its residuals', and with the residuals' correlation (a normal copula).</summary>
    /// <param name="residuals">For each run its figures, of mean 0 and variance 1.</param>
    public static ResidualPopulation Heavy(double[][] residuals) =>
        new(residuals, [.. residuals[0].Select((_, figure) => HeavyTail.Of([.. residuals.Select(run => run[figure])]))], 1);

    /// <summary>Draws a run.</summary>
    /// <param name="figures">Receives its residuals.</param>
    /// <param name="random">Gives the numbers.</param>
    public void Fill(Span<double> figures, ref RandomNumbers random)
    {
        Span<double> normals = stackalloc double[figures.Length];
        foreach (ref double normal in normals)
        {
            normal = random.Normal();
        }

        double[]? residual = _tails is null ? _residuals[random.Below(_residuals.Length)] : null;
        double scale = 1 / Math.Sqrt(1 + (_width * _width));
        for (int i = 0; i < figures.Length; i++)
        {
            double sum = 0;
            for (int j = 0; j <= i; j++)
            {
                sum += _root[i, j] * normals[j];
            }

            figures[i] = residual is null ? _tails![i].Figure(sum) : scale * ((_width * sum) + residual[i]);
        }
    }

    private static double[,] Root(double[][] residuals)
    {
        Matrix<double> all = Matrix<double>.Build.DenseOfRowArrays(residuals);
        Matrix<double> covariance = all.TransposeThisAndMultiply(all) / residuals.Length;

        // Figures can be all but one and the same.
        const double Least = 1e-9;
        for (int i = 0; i < covariance.RowCount; i++)
        {
            covariance[i, i] += Least;
        }

        return covariance.Cholesky().Factor.ToArray();
    }
}
