using System.Text;
using FashionRef.Formats.Json;

namespace FashionRef.Tests.Formats.Json;

internal sealed class WholeNumberTests
{
    [TestCase("0", 0)]
    [TestCase("-0", 0)]
    [TestCase("0.000", 0)]
    [TestCase("0e999999999999", 0)]
    [TestCase("8684", 8684)]
    [TestCase("8684.0", 8684)]
    [TestCase("1e4", 10_000)]
    [TestCase("1E+4", 10_000)]
    [TestCase("8.684e3", 8684)]
    [TestCase("-86840e-1", -8684)]
    [TestCase("100.00e-2", 1)]
    [TestCase("9223372036854775807", long.MaxValue)]
    [TestCase("-9223372036854775808", long.MinValue)]
    [TestCase("9223372036854775807.000", long.MaxValue)]
    public void Every_way_of_writing_a_whole_number_is_one(string json, long expected) =>
        Assert.That(WholeNumber.Parse(Encoding.ASCII.GetBytes(json)), Is.EqualTo(expected));

    [TestCase("8684.5")]
    [TestCase("8684.0000000000000000000000000000000001")]
    [TestCase("1e-1")]
    [TestCase("1e30")]
    [TestCase("1e999999999999")]
    [TestCase("1e-999999999999")]
    [TestCase("9223372036854775808")]
    [TestCase("-9223372036854775809")]
    public void What_is_not_whole_or_too_large_is_none(string json) =>
        Assert.That(WholeNumber.Parse(Encoding.ASCII.GetBytes(json)), Is.Null);

    [TestCase("1e30", true)]
    [TestCase("-1e999999999999999999999999", true)]
    [TestCase("9223372036854775808.0", true)]
    [TestCase("0e-5", true)]
    [TestCase("1e-999999999999999999999999", false)]
    [TestCase("99999999999999999999.5", false)]
    public void A_large_number_is_whole_or_not_too(string json, bool isWhole) =>
        Assert.That(WholeNumber.IsWhole(Encoding.ASCII.GetBytes(json)), Is.EqualTo(isWhole));

    [Test]
    public void A_number_of_many_digits_is_none() =>
        Assert.That(WholeNumber.Parse(Encoding.ASCII.GetBytes(new string('9', 400))), Is.Null);
}
