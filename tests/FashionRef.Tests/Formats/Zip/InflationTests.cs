using System.IO.Compression;
using FashionRef.Files;
using FashionRef.Formats.Zip;

namespace FashionRef.Tests.Formats.Zip;

/// <summary>Compressed bytes must end where they should, in blocks of every kind.</summary>
internal sealed class InflationTests
{
    private static readonly byte[] Text = [.. Enumerable.Range(0, 40_000).Select(i => (byte)((i * i / 7) % 97))];

    private static readonly byte[][] Contents = [[], [7], Text[..300], Text];

    private static readonly CompressionLevel[] Levels = [CompressionLevel.NoCompression, CompressionLevel.Fastest, CompressionLevel.SmallestSize];

    // By the fixed codes: an empty block, and "aaa".
    private static readonly (byte[] Deflated, byte[] Content)[] FixedCodes = [([3, 0], []), ([0x4B, 0x4C, 0x4C, 0x04, 0], [.. "aaa"u8])];

    private static IEnumerable<TestCaseData> Streams() =>
        (from content in Contents
         from level in Levels
         select (Deflated: ZipPart.Deflate(content, level), Content: content))
        .Where(stream => stream.Deflated.Length > 0)
        .Concat(FixedCodes)
        .Select((stream, i) => new TestCaseData(stream.Deflated, stream.Content).SetArgDisplayNames($"{i}"));

    [TestCaseSource(nameof(Streams))]
    public void Its_end_is_known_to_the_byte(byte[] deflated, byte[] content)
    {
        Assert.That(Inflated(deflated, content), Is.EqualTo(content));
        foreach (int kept in new[] { deflated.Length - 1, deflated.Length - 2, deflated.Length / 2, 1, 0 })
        {
            Refuse(deflated[..kept], content, content.Length > kept * Inflation.MostPerByte ? $"more than its {kept} compressed bytes can" : "end early");
        }

        Refuse([.. deflated, 0], content, "has bytes behind the end of its compressed ones");
        Refuse([.. deflated, .. deflated], content, "has bytes behind the end of its compressed ones");
        Refuse([.. deflated, .. new byte[20_000]], content, "has bytes behind the end of its compressed ones");
    }

    [Test]
    public void A_member_that_inflates_to_another_length_than_it_says_is_refused()
    {
        byte[] deflated = ZipPart.Deflate(Text);

        Refuse(deflated, Text[..^1], "inflates to more than the 39999 bytes that it should have");
        Refuse(deflated, [], "inflates to more than the 0 bytes that it should have");
        Refuse(deflated, [.. Text, 0], "inflates to 40000 bytes and should have 40001");
    }

    [Test]
    public void No_more_memory_is_taken_than_the_bytes_can_inflate_to()
    {
        ZipPart part = ZipPart.Deflated("a", [1]) with { Length = 1 << 30 };
        ZipMembers members = ZipMembers.Read(new ZipParts(part).Bytes());
        long before = GC.GetAllocatedBytesForCurrentThread();

        Assert.That(
            () => members.ReadAll("a", long.MaxValue),
            Throws.TypeOf<ContentFaultException>().With.Message.EqualTo($"has 'a', which should inflate to 1073741824 bytes, more than its {part.Data!.Length} compressed bytes can"));
        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.LessThan(100_000));
    }

    // A million zeros take less than a thousandth: the bound is not far from what is reached.
    [Test]
    public void What_inflates_to_the_most_is_read()
    {
        byte[] zeros = new byte[10_000_000];
        byte[] deflated = ZipPart.Deflate(zeros, CompressionLevel.SmallestSize);

        Assert.That(zeros.Length, Is.GreaterThan(deflated.Length * 1000L).And.LessThan(deflated.Length * Inflation.MostPerByte));
        Assert.That(Inflated(deflated, zeros), Is.EqualTo(zeros));
    }

    [Test]
    public void Damaged_bytes_are_refused()
    {
        // A block of the kind that does not exist, a stored block whose length is not repeated, and a distance before the start.
        Refuse([7, 0], [1], "cannot be inflated: its compressed bytes are damaged or end early");
        Refuse([1, 1, 0, 0, 0, 9], [9], "cannot be inflated: its compressed bytes are damaged or end early");
        Refuse([0x03, 0x02, 0x00], [1, 1, 1], "cannot be inflated: its compressed bytes are damaged or end early");
    }

    private static byte[] Inflated(byte[] deflated, byte[] content)
    {
        ZipPart part = new("a", content) { Method = 8, Data = deflated };
        return ZipMembers.Read(new ZipParts(part).Bytes()).ReadAll("a", long.MaxValue);
    }

    private static void Refuse(byte[] deflated, byte[] content, string message) =>
        Assert.That(() => Inflated(deflated, content), Throws.TypeOf<ContentFaultException>().With.Message.Contain(message));
}
