using FashionRef.Files;
using FashionRef.Formats.Hdf5;

namespace FashionRef.Tests.Formats.Hdf5;

/// <summary>Three parts are one stream, of which only so much is read.</summary>
internal sealed class MeteredStreamTests
{
    [Test]
    public void The_head_stands_over_the_file_and_the_tail_follows_it()
    {
        using MeteredStream stream = Stream(most: 100);
        byte[] all = new byte[8];

        stream.ReadExactly(all);

        Assert.That(all, Is.EqualTo([10, 11, 2, 3, 4, 20, 21, 22]));
        Assert.That((stream.Length, stream.Position), Is.EqualTo((8, 8)));
    }

    [TestCase(1, new byte[] { 11, 2 })]
    [TestCase(4, new byte[] { 4, 20 })]
    [TestCase(6, new byte[] { 21, 22 })]
    public void Reading_begins_anywhere(int position, byte[] expected)
    {
        using MeteredStream stream = Stream(most: 100);
        byte[] read = new byte[2];

        stream.Seek(position - 1, SeekOrigin.Begin);
        stream.Seek(1, SeekOrigin.Current);
        stream.ReadExactly(read);

        Assert.That(read, Is.EqualTo(expected));
    }

    [Test]
    public void Nothing_is_before_the_beginning_or_behind_the_end()
    {
        using MeteredStream stream = Stream(most: 100);

        Assert.That(() => stream.Seek(-1, SeekOrigin.Begin), Throws.TypeOf<ContentFaultException>().With.Message.Contains("before its beginning"));
        stream.Seek(-1, SeekOrigin.End);
        Assert.That(() => stream.Read(new byte[2], 0, 2), Throws.TypeOf<ContentFaultException>().With.Message.Contains("behind its end"));
    }

    [Test]
    public void Only_so_much_is_read_in_all()
    {
        using MeteredStream stream = Stream(most: 10);
        byte[] buffer = new byte[5];
        stream.ReadExactly(buffer);
        stream.Position = 0;
        stream.ReadExactly(buffer);
        stream.Position = 0;

        Assert.That(() => stream.Read(buffer, 0, 1), Throws.TypeOf<ContentFaultException>().With.Message.Contains("so often that more than 10 would have to be read"));
    }

    private static MeteredStream Stream(long most) => new([10, 11], new byte[] { 0, 1, 2, 3, 4 }, [20, 21, 22], most);
}
