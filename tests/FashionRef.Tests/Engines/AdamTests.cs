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
}
