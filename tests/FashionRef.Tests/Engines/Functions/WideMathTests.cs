using System.Numerics;
using FashionRef.Engines.Functions;

namespace FashionRef.Tests.Engines.Functions;

/// <summary>The functions of several numbers are those of one, up to what is lost in double.</summary>
internal sealed class WideMathTests
{
    // Measured: 4.5e-16 for exp, 6.7e-16 for exp - 1 and 5.6e-16 for tanh and sigmoid.
    private const double Tolerance = 1e-15;

    private static IEnumerable<double> Numbers => from size in Enumerable.Range(-30, 37)
                                                  from fraction in Enumerable.Range(0, 37)
                                                  from sign in new[] { -1, 1 }
                                                  select sign * Math.ScaleB(1 + (fraction / 37.0), size);

    [Test]
    public void Exp_is_that_of_one_number() => Check(WideMath.Exp, DoubleMath.Exp, most: 80);

    [Test]
    public void ExpMinus1_is_that_of_one_number() => Check(WideMath.ExpMinus1, DoubleFunctions.ExpMinus1, most: 80);

    [Test]
    public void Tanh_is_that_of_one_number() => Check(WideMath.Tanh, DoubleFunctions.Tanh, most: 1000);

    [Test]
    public void Sigmoid_is_that_of_one_number() => Check(WideMath.Sigmoid, DoubleFunctions.Sigmoid, most: 100);

    [Test]
    public void The_ends_are_those_of_float32()
    {
        Assert.That((float)Of(WideMath.Exp, 1e30), Is.EqualTo(float.PositiveInfinity));
        Assert.That((float)Of(WideMath.Exp, double.NegativeInfinity), Is.Zero);
        Assert.That(Of(WideMath.Tanh, double.PositiveInfinity), Is.EqualTo(1));
        Assert.That(Of(WideMath.Tanh, double.NegativeInfinity), Is.EqualTo(-1));
        Assert.That((float)Of(WideMath.Sigmoid, double.NegativeInfinity), Is.Zero);
        Assert.That(new Func<Vector<double>, Vector<double>>[] { WideMath.Exp, WideMath.ExpMinus1, WideMath.Tanh, WideMath.Sigmoid }.Select(function => Of(function, double.NaN)), Is.All.NaN);
    }

    private static void Check(Func<Vector<double>, Vector<double>> wide, Func<double, double> function, double most)
    {
        foreach (double x in Numbers.Where(x => Math.Abs(x) <= most).Append(0))
        {
            double expected = function(x);
            Assert.That(Math.Abs(Of(wide, x) - expected), Is.LessThanOrEqualTo(Tolerance * Math.Abs(expected)), FormattableString.Invariant($"at {x}"));
        }
    }

    private static double Of(Func<Vector<double>, Vector<double>> function, double x) => function(new Vector<double>(x))[0];
}
