using System.IO.Compression;
using FashionRef.Formats.Zip;

namespace FashionRef.Tests.Formats.Zip;

internal sealed class ZipWriterTests
{
    // Keras gives the weights the time at which they were written.
    [Test]
    public void The_bytes_are_those_that_Keras_writes_but_for_the_time()
    {
        byte[] expected = ZipMembersTests.Bytes("bad/good/good.keras");
        ZipMembers members = ZipMembers.Read(expected);
        foreach (int at in Positions(expected, "model.weights.h5"u8))
        {
            bool isLocal = expected.AsSpan(at - 30).StartsWith("PK\u0003\u0004"u8);
            new byte[] { 0, 0, 0x21, 0 }.CopyTo(expected, isLocal ? at - 20 : at - 34);
        }

        byte[] written = Write([.. members.Names.Select(name => (name, (ReadOnlyMemory<byte>)members.ReadAll(name, ZipMembersTests.Most)))]);

        Assert.That(written, Is.EqualTo(expected));
    }

    [Test]
    public void Members_come_back_in_order_from_this_reader_and_that_of_NET()
    {
        (string Name, ReadOnlyMemory<byte> Content)[] members = [("b", new byte[] { 1, 2 }), ("größe/a", Array.Empty<byte>()), ("a", new byte[] { 3 })];

        byte[] bytes = Write(members);

        ZipMembers read = ZipMembers.Read(bytes);
        using ZipArchive archive = new(new MemoryStream(bytes));
        Assert.That(read.Names, Is.EqualTo(["b", "größe/a", "a"]));
        Assert.That(archive.Entries.Select(entry => entry.FullName), Is.EqualTo(read.Names));
        Assert.That(members.Select(member => read.ReadAll(member.Name, 2)), Is.EqualTo(members.Select(member => member.Content.ToArray())));
        Assert.That(Write(members), Is.EqualTo(bytes));
    }

    [TestCase("a", "A", "are one name to some programs")]
    [TestCase("a", "a", "are one name to some programs")]
    [TestCase("a", "../b", "'..' in its name")]
    [TestCase("a", "b/", "is a folder")]
    [TestCase("a", "", "name of 0 bytes")]
    [TestCase("a", "b\0", "NUL")]
    public void Names_that_the_reader_would_refuse_are_not_written(string first, string second, string message) =>
        Assert.That(
            () => Write([(first, ReadOnlyMemory<byte>.Empty), (second, ReadOnlyMemory<byte>.Empty)]),
            Throws.ArgumentException.With.Message.Contain(message));

    [Test]
    public void More_members_than_the_reader_reads_are_not_written() =>
        Assert.That(
            () => Write([.. Enumerable.Range(0, 10_001).Select(i => ($"{i}", ReadOnlyMemory<byte>.Empty))]),
            Throws.ArgumentException.With.Message.Contain("too many members"));

    private static byte[] Write((string Name, ReadOnlyMemory<byte> Content)[] members)
    {
        using MemoryStream stream = new();
        ZipWriter.Write(stream, members);
        return stream.ToArray();
    }

    private static List<int> Positions(byte[] bytes, ReadOnlySpan<byte> text)
    {
        List<int> found = [];
        for (int at = bytes.AsSpan().IndexOf(text); at >= 0;)
        {
            found.Add(at);
            int next = bytes.AsSpan(at + 1).IndexOf(text);
            at = next < 0 ? -1 : at + 1 + next;
        }

        return found;
    }
}
