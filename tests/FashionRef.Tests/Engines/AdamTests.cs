using System.Numerics;
using FashionRef.Engines;
using FashionRef.Models;

namespace FashionRef.Tests.Engines;

internal sealed class AdamTests
{
    // 0.01·sqrt(1 - 0.999f)/(1 - 0.9f) with every value rounded to float32: 1 - 0.999f is 0.00099998712, not 0.001.
    [Test]
    public void The_first_step_size_has_Keras_float32_rounding()
    {
        double stepSize = new Adam(0.01).StepSize(1, Precision.Float32);

        Assert.That(stepSize, Is.EqualTo(0.01f * MathF.Sqrt(0.00099998712f) / (1f - 0.9f)).Within(0));
        Assert.That(stepSize, Is.Not.EqualTo((float)(0.01 * Math.Sqrt(0.001) / 0.1)));
    }

    [Test]
    public void In_float64_nothing_is_rounded_to_float32() =>
        Assert.That(
            new Adam(0.01).StepSize(2, Precision.Float64),
            Is.EqualTo(0.01 * Math.Sqrt(1 - (0.999 * 0.999)) / (1 - (0.9 * 0.9))).Within(1e-16));

    [Test]
    public void After_many_steps_the_step_size_is_the_learning_rate() =>
        Assert.That(new Adam(0.01).StepSize(1_000_000, Precision.Float32), Is.EqualTo(0.01f).Within(1e-9));

    [Test]
    public void Steps_count_from_one() =>
        Assert.That(() => new Adam(0.01).StepSize(0, Precision.Float32), Throws.TypeOf<ArgumentOutOfRangeException>());

    // What the engines' bits were made with: Math.Pow, whose last bit is the platform's.
    [Test]
    public void Every_power_of_a_long_training_is_the_one_that_the_platform_gives_rounded_to_float32()
    {
        Adam adam = new(0.01);

        for (int step = 1; step <= 20_000; step++)
        {
            float power1 = (float)Math.Pow((float)adam.Beta1, step);
            float power2 = (float)Math.Pow((float)adam.Beta2, step);
            float expected = 0.01f * MathF.Sqrt(1f - power2) / (1f - power1);
            Assert.That(adam.StepSize(step, Precision.Float32), Is.EqualTo(expected), $"step {step}");
            Assert.That(Adam.Power(adam.Beta1, step), Is.EqualTo(power1), $"step {step}");
            Assert.That(Adam.Power(adam.Beta2, step), Is.EqualTo(power2), $"step {step}");
        }
    }

    [Test]
    public void Powers_have_the_bits_that_exact_arithmetic_gives_them()
    {
        foreach (double beta in new[] { 0.9, 0.999 })
        {
            foreach (int step in new[] { 1, 2, 3, 10, 469, 4_690 })
            {
                Assert.That(Adam.Power(beta, step), Is.EqualTo(ExactPower((float)beta, step)), $"{beta} to the power of {step}");
            }
        }
    }

    // A float32 is a whole number over a power of two, and so are its powers; the division rounds once, to double, and again to float32.
    private static float ExactPower(float value, int exponent)
    {
        const int Bits = 30;
        BigInteger numerator = BigInteger.Pow((BigInteger)(value * (1 << Bits)), exponent);
        int dropped = Math.Max(0, (int)numerator.GetBitLength() - 53);
        return (float)Math.ScaleB((double)(numerator >> dropped), dropped - (Bits * exponent));
    }
}
