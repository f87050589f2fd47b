using FashionRef.Engines.Backpropagation;
using FashionRef.Models.Layers;

namespace FashionRef.Tests.Engines.Backpropagation;

internal sealed class LayerNoiseTests
{
    private const int Count = 200_000;
    private static readonly RandomStep Step = new(11, 5);

    // Five standard errors of the mean, of the deviation, and of the third and fourth moments of normal numbers.
    [Test]
    public void Normal_numbers_are_normal()
    {
        double[] numbers = [.. Enumerable.Range(0, Count).Select(i => Step.Normal(RandomStep.FirstOtherLayer, i))];

        Assert.That(numbers.Average(), Is.EqualTo(0).Within(5 / Math.Sqrt(Count)));
        Assert.That(numbers.Average(z => z * z), Is.EqualTo(1).Within(5 * Math.Sqrt(2.0 / Count)));
        Assert.That(numbers.Average(z => z * z * z), Is.EqualTo(0).Within(5 * Math.Sqrt(15.0 / Count)));
        Assert.That(numbers.Average(z => z * z * z * z), Is.EqualTo(3).Within(5 * Math.Sqrt(96.0 / Count)));
        Assert.That(numbers.Zip(numbers.Skip(1), (one, next) => one * next).Average(), Is.EqualTo(0).Within(5 / Math.Sqrt(Count)));
        Assert.That(numbers.Max(Math.Abs), Is.InRange(4, 8.6));
    }

    [Test]
    public void Noise_is_added_with_its_deviation_and_a_gaussian_dropout_multiplies_around_1()
    {
        double z = Step.Normal(2050, 17);

        Assert.That(LayerNoise.IsAdded(new GaussianNoise(0.5)), Is.True);
        Assert.That(LayerNoise.IsAdded(new GaussianDropout { Rate = 0.2 }), Is.False);
        Assert.That(At(new GaussianNoise(0.5)), Is.EqualTo(0.5 * z));
        Assert.That(At(new GaussianDropout { Rate = 0.2 }), Is.EqualTo(1 + (0.5 * z)).Within(1e-15));

        static double At(TrainingOnly layer) => Filled<double>(layer, 2050, 12)[5];
    }

    [Test]
    public void A_dropout_keeps_what_it_is_to_and_float32_has_the_same_numbers_rounded()
    {
        TrainingOnly layer = new("Dropout") { Rate = 0.3 };
        double[] values = Filled<double>(layer, 1, 100);

        Assert.That(values, Is.EqualTo(Enumerable.Range(100, values.Length).Select(i => Step.Uniform(1, i) >= 0.3 ? 1 / 0.7 : 0)));
        Assert.That(Filled<float>(layer, 1, 100), Is.EqualTo(values.Select(value => (float)value)));
        Assert.That(values, Has.Some.Zero.And.Some.GreaterThan(1));
    }

    [Test]
    public void A_number_that_is_the_rate_itself_is_kept()
    {
        double rate = Step.Uniform(1, 103);

        Assert.That(Filled<double>(new TrainingOnly("Dropout") { Rate = rate }, 1, 100)[3], Is.EqualTo(1 / (1 - rate)));
        Assert.That(Filled<double>(new TrainingOnly("Dropout") { Rate = Math.BitIncrement(rate) }, 1, 100)[3], Is.Zero);
        Assert.That(Filled<double>(new TrainingOnly("Dropout") { Rate = 0 }, 1, 100), Has.All.EqualTo(1));
    }

    [Test]
    public void Other_layers_have_no_noise() =>
        Assert.That(() => Filled<float>(new RandomFlip(FlipMode.Vertical), 0, 0), Throws.ArgumentException.With.Message.Contains("RandomFlip is neither dropout nor noise."));

    private static T[] Filled<T>(TrainingOnly layer, int number, long first)
        where T : struct, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        T[] values = new T[40];
        LayerNoise.Fill<T>(layer, number, Step, first, values);
        return values;
    }
}
