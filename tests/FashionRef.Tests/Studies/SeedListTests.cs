using FashionRef.Studies;

namespace FashionRef.Tests.Studies;

internal sealed class SeedListTests
{
    [TestCase("1..4", new[] { 1, 2, 3, 4 })]
    [TestCase("7", new[] { 7 })]
    [TestCase("3,1,65535", new[] { 3, 1, 65535 })]
    public void Seeds_are_a_range_or_a_list(string text, int[] seeds) => Assert.That(SeedList.Parse(text), Is.EqualTo(seeds));

    [TestCase("")]
    [TestCase("1,1")]
    [TestCase("4..1")]
    [TestCase("1..")]
    [TestCase("1..2..3")]
    [TestCase("-1")]
    [TestCase("65536")]
    [TestCase("1, 2")]
    public void Anything_else_is_none(string text) => Assert.That(SeedList.Parse(text), Is.Null);

    [TestCase("1..40")]
    [TestCase("1,3,7")]
    [TestCase("7,6")]
    [TestCase("9")]
    public void What_is_written_is_read_again(string text) => Assert.That(SeedList.Format(SeedList.Parse(text)!), Is.EqualTo(text));
}
