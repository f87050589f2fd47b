using FashionRef.Report.Page;

namespace FashionRef.Tests.Report.Page;

internal sealed class PageTextTests
{
    [TestCase(0.0143, "+1.43 points")]
    [TestCase(-0.0069, "−0.69 points")]
    [TestCase(0, "0.00 points")]
    public void Differences_have_their_sign(double difference, string text) => Assert.That(PageText.Points(difference), Is.EqualTo(text));

    [TestCase(0.031, "3.10 points")]
    [TestCase(-0.015, "−1.50 points")]
    [TestCase(0, "0.00 points")]
    public void Distances_have_one_only_below_zero(double difference, string text) => Assert.That(PageText.Distance(difference), Is.EqualTo(text));

    [TestCase(0.31, "0.3 s")]
    [TestCase(59.4, "59.4 s")]
    [TestCase(59.7, "1 min 0 s")]
    [TestCase(133, "2 min 13 s")]
    [TestCase(7_320, "2 h 2 min")]
    [TestCase(90_000, "25 h 0 min")]
    [TestCase(1e300, "more than 30 years")]
    [TestCase(double.PositiveInfinity, "more than 30 years")]
    public void Durations_are_for_people(double seconds, string text) => Assert.That(PageText.Duration(seconds), Is.EqualTo(text));

    [TestCase(12.34, "12.3")]
    [TestCase(1e300, "1.0E+300")]
    public void Seconds_stay_short(double seconds, string text) => Assert.That(PageText.Seconds(seconds), Is.EqualTo(text));

    [TestCase(0.0034, "+0.0034")]
    [TestCase(-0.20226, "−0.2023")]
    [TestCase(-0.00004, "0.0000")]
    [TestCase(-1e300, "−1.0000E+300")]
    public void Differences_to_four_digits_have_their_sign(double difference, string text) => Assert.That(PageText.Signed(difference), Is.EqualTo(text));

    [Test]
    public void A_p_value_stays_on_one_line() => Assert.That(PageText.P(0.03125), Is.EqualTo("p\u00a0=\u00a00.031"));

    // Of a double that is just below 0.83635.
    [TestCase(0.83634999999999993, "0.8363")]
    [TestCase(-0.3708, "−0.3708")]
    [TestCase(0.86844, "0.8684")]
    [TestCase(1e300, "1.0000E+300")]
    public void Figures_stay_short(double value, string text) => Assert.That(PageText.Figure(value), Is.EqualTo(text));

    [TestCase(668_749_824, "0.62 GiB")]
    [TestCase(104_857_600, "100 MiB")]
    [TestCase(17_179_869_184, "16.00 GiB")]
    public void Memory_is_for_people(long bytes, string text) => Assert.That(PageText.Memory(bytes), Is.EqualTo(text));

    [TestCase("")]
    [TestCase("a", "a")]
    [TestCase("a and b", "a", "b")]
    [TestCase("a, b and c", "a", "b", "c")]
    public void Words_stand_in_a_row(string text, params string[] words) => Assert.That(PageText.And(words), Is.EqualTo(text));
}
