using FashionRef.Report.Page;

namespace FashionRef.Tests.Report.Page;

internal sealed class PageTextTests
{
    [TestCase(0.0143, "+1.43 points")]
    [TestCase(-0.0069, "−0.69 points")]
    [TestCase(0, "0.00 points")]
    public void Differences_have_their_sign(double difference, string text) => Assert.That(PageText.Points(difference), Is.EqualTo(text));

    [TestCase(0.31, "0.3 s")]
    [TestCase(59.4, "59.4 s")]
    [TestCase(59.7, "1 min 0 s")]
    [TestCase(133, "2 min 13 s")]
    [TestCase(7_320, "2 h 2 min")]
    [TestCase(90_000, "25 h 0 min")]
    public void Durations_are_for_people(double seconds, string text) => Assert.That(PageText.Duration(seconds), Is.EqualTo(text));

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
