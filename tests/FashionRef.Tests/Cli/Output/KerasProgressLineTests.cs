using FashionRef.Cli.Output;
using FashionRef.Training;

namespace FashionRef.Tests.Cli.Output;

internal sealed class KerasProgressLineTests
{
    [Test]
    public void A_finished_epoch_reads_as_in_the_notebook()
    {
        EpochMetrics metrics = new(1, 0.6842, 20.4855, 0.8491, 0.4337, Seconds: 12.1);

        Assert.That(
            KerasProgressLine.Finished(metrics, steps: 469, colors: false),
            Is.EqualTo(
                "469/469 ━━━━━━━━━━━━━━━━━━━━ 12s 26ms/step - accuracy: 0.6842 - loss: 20.4855 - val_accuracy: 0.8491 - val_loss: 0.4337"));
    }

    [Test]
    public void An_epoch_under_way_has_its_count_aligned_the_time_left_and_running_means() =>
        Assert.That(
            KerasProgressLine.UnderWay(1, 469, TimeSpan.FromMilliseconds(97), 0.0859, 101.5, colors: false),
            Is.EqualTo("  1/469 ━━━━━━━━━━━━━━━━━━━━ 45s 97ms/step - accuracy: 0.0859 - loss: 101.5000"));

    [TestCase(0.5, "0s")]
    [TestCase(45.9, "45s")]
    [TestCase(60, "60s")]
    [TestCase(65.9, "1:05")]
    [TestCase(3600, "60:00")]
    [TestCase(3723, "1:02:03")]
    [TestCase(90_061, "25:01:01")]
    public void The_time_left_has_Keras_three_forms(double seconds, string expected) =>
        Assert.That(
            KerasProgressLine.UnderWay(1, 2, TimeSpan.FromSeconds(seconds), 0.5, 0.5, colors: false),
            Does.StartWith($"1/2 ━━━━━━━━━━━━━━━━━━━━ {expected} "));

    [TestCase(12, "12s/step")]
    [TestCase(1, "1s/step")]
    [TestCase(0.0264, "26ms/step")]
    [TestCase(0.001, "1ms/step")]
    [TestCase(0.000_417, "417us/step")]
    public void The_time_a_step_is_in_seconds_milliseconds_or_microseconds(double seconds, string expected) =>
        Assert.That(
            KerasProgressLine.UnderWay(1, 2, TimeSpan.FromSeconds(seconds), 0.5, 0.5, colors: false),
            Does.Contain($" {expected} - "));

    [TestCase(0.00011, "1.1000e-04")]
    [TestCase(0.00012345, "1.2345e-04")]
    [TestCase(0.001, "1.0000e-03")]
    [TestCase(0.0011, "0.0011")]
    [TestCase(0, "0.0000e+00")]
    public void Small_numbers_have_an_exponent(double loss, string expected) =>
        Assert.That(
            KerasProgressLine.UnderWay(1, 2, TimeSpan.FromSeconds(1), 0.5, loss, colors: false),
            Does.EndWith($" - loss: {expected}"));

    [Test]
    public void Colours_part_what_is_done_from_what_is_left() =>
        Assert.That(
            KerasProgressLine.UnderWay(1, 4, TimeSpan.FromSeconds(1), 0.5, 0.5, colors: true),
            Does.StartWith("\e[1m1/4\e[0m \e[32m━━━━━\e[0m\e[37m━━━━━━━━━━━━━━━\e[0m 3s "));
}
