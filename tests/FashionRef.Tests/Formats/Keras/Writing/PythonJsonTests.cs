using System.Text.Json.Nodes;
using FashionRef.Formats.Keras.Writing;

namespace FashionRef.Tests.Formats.Keras.Writing;

/// <summary>The expected texts were printed by Python 3.11's <c>json.dumps</c>.</summary>
internal sealed class PythonJsonTests
{
    [TestCase(0.0, "0.0")]
    [TestCase(1.0, "1.0")]
    [TestCase(-2.5, "-2.5")]
    [TestCase(0.1, "0.1")]
    [TestCase(1e-4, "0.0001")]
    [TestCase(1e-5, "1e-05")]
    [TestCase(1e-7, "1e-07")]
    [TestCase(1.25e-10, "1.25e-10")]
    [TestCase(1e15, "1000000000000000.0")]
    [TestCase(1.5e15, "1500000000000000.0")]
    [TestCase(1e16, "1e+16")]
    [TestCase(-1.25e16, "-1.25e+16")]
    [TestCase(1e17, "1e+17")]
    [TestCase(1e18, "1e+18")]
    [TestCase(1.7976931348623157e308, "1.7976931348623157e+308")]
    [TestCase(0.009999999776482582, "0.009999999776482582")]
    [TestCase(123456789012345.0, "123456789012345.0")]
    public void A_float_has_Pythons_text(double value, string expected) => Assert.That(PythonJson.Text(PythonJson.Float(value)), Is.EqualTo(expected));

    [TestCase("""{"b":1,"a":[true,null,"x"],"c":{},"d":[]}""", """{"b": 1, "a": [true, null, "x"], "c": {}, "d": []}""")]
    [TestCase("""["é€😀\u007f\u0001\n\r\t\b\f\"\\/"]""", """["\u00e9\u20ac\ud83d\ude00\u007f\u0001\n\r\t\b\f\"\\/"]""")]
    [TestCase("[1.0, 1, 1e-3, 10.50]", "[1.0, 1, 1e-3, 10.50]")]
    public void Everything_else_too_and_numbers_that_were_read_stay(string json, string expected) => Assert.That(PythonJson.Text(JsonNode.Parse(json)), Is.EqualTo(expected));
}
