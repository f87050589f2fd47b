using FashionRef.Parity;

namespace FashionRef.Tests.Parity;

internal sealed class WorstErrorTests
{
    [Test]
    public void Without_an_error_it_is_zero_and_nowhere()
    {
        WorstError worst = Of(0, 0);

        Assert.That(worst.Error, Is.Zero);
        Assert.That(worst.Where, Is.Empty);
    }

    [Test]
    public void The_first_of_the_largest_is_kept_with_its_place()
    {
        WorstError worst = Of(1, 3, 2, 3);

        Assert.That(worst.Error, Is.EqualTo(3));
        Assert.That(worst.Where, Is.EqualTo("1"));
    }

    [Test]
    public void A_NaN_is_larger_than_all_and_the_first_one_stays()
    {
        WorstError worst = Of(1, double.NaN, double.PositiveInfinity, double.NaN);

        Assert.That(worst.Error, Is.NaN);
        Assert.That(worst.Where, Is.EqualTo("1"));
    }

    private static WorstError Of(params double[] errors)
    {
        WorstError worst = new();
        foreach ((int i, double error) in errors.Index())
        {
            worst.Add(error, $"{i}");
        }

        return worst;
    }
}
