using FashionRef.Formats.Zip;

namespace FashionRef.Tests.Formats.Zip;

internal sealed class Crc32Tests
{
    // The check value of the catalogue of parametrised CRC algorithms, and that of Python's zlib.crc32.
    [TestCase("123456789", 0xCBF43926)]
    [TestCase("", 0u)]
    [TestCase("a", 0xE8B7BE43)]
    public void It_is_the_usual_one(string text, uint expected) => Assert.That(Crc32.Of(System.Text.Encoding.ASCII.GetBytes(text)), Is.EqualTo(expected));
}
