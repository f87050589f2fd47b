using FashionRef.Report.Studies.Pictures;
using ScottPlot;

namespace FashionRef.Tests.Report.Studies.Pictures;

internal sealed class FigureLimitsTests
{
    [Test]
    public void All_that_is_needed_is_inside()
    {
        FigureLimits limits = FigureLimits.Of([0.85, 0.80, 0.90], []);

        Assert.That((limits.Low, limits.High), Is.EqualTo((0.794, 0.906)).Within(1e-9));
        Assert.That((limits.Contains(0.80), limits.Contains(0.79), limits.Clamp(0.1)), Is.EqualTo((true, false, limits.Low)));
    }

    [TestCase(0.75, true)]
    [TestCase(0.10, false)]
    public void Others_are_inside_unless_they_more_than_double_the_axis(double other, bool isInside) =>
        Assert.That(FigureLimits.Of([0.80, 0.90], [other]).Contains(other), Is.EqualTo(isInside));

    // One experiment that goes wrong, without a collapse, among many.
    [Test]
    public void Of_many_experiments_the_far_ones_are_as_others()
    {
        double[] near = [.. Enumerable.Range(0, 60).Select(i => 0.90 + (0.0005 * i))];

        FigureLimits limits = FigureLimits.OfMany([.. near, 0.85, 0.55, 0.53], []);

        Assert.That((limits.Contains(0.85), limits.Contains(0.55), near.All(limits.Contains)), Is.EqualTo((true, false, true)));
        Assert.That(FigureLimits.OfMany([0.55, 0.90], []).Contains(0.55), "two alone are both needed");
        Assert.That(FigureLimits.OfMany([], [0.1]).Contains(0.1), "nothing else");
    }

    [Test]
    public void Where_there_is_nothing_else_the_others_are_needed() => Assert.That(FigureLimits.Of([], [0.1, 0.5]).Contains(0.1), Is.True);

    [Test]
    public void A_single_figure_is_in_the_middle() => Assert.That((FigureLimits.Of([0.8], []).Low + FigureLimits.Of([0.8], []).High) / 2, Is.EqualTo(0.8).Within(1e-9));

    [Test]
    public void What_is_not_finite_is_left_out()
    {
        FigureLimits limits = FigureLimits.Of([double.NegativeInfinity, 1, 2], [double.NaN], always: 0);

        Assert.That((limits.Low, limits.High), Is.EqualTo((-0.12, 2.12)).Within(1e-9));
        Assert.That(FigureLimits.Of([], []).Contains(0), Is.True, "nothing at all");
    }

    [TestCase(0.0, 0.02, true, "+0.010")]
    [TestCase(-0.3, 0.3, true, "−0.20")]
    [TestCase(0.80, 0.90, false, "0.85")]
    public void Ticks_have_the_digits_that_tell_them_apart(double low, double high, bool isSigned, string tick)
    {
        Plot plot = new();
        plot.Axes.SetLimitsX(low, high);
        plot.Axes.Bottom.TickGenerator = new FigureLimits(low, high).Ticks(isSigned);
        plot.RenderInMemory(960, 400);

        Assert.That(plot.Axes.Bottom.TickGenerator.Ticks.Select(mark => mark.Label), Has.Some.StartsWith(tick));
    }
}
