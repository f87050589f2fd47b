using FashionRef.Data;

namespace FashionRef.Tests.Data;

public sealed class IdxReaderTests
{
    [Test]
    public void Images_are_a_slice_behind_the_header()
    {
        byte[] bytes = TestFiles.Idx(IdxReader.ImagesMagic, [2, 3, 4], [.. Enumerable.Range(0, 24).Select(i => (byte)(i * 10))]);

        (int Count, int Height, int Width, ReadOnlyMemory<byte> Pixels) images = IdxReader.ReadImages("x", bytes);

        Assert.That((images.Count, images.Height, images.Width), Is.EqualTo((2, 3, 4)));
        Assert.That(images.Pixels.ToArray(), Is.EqualTo(bytes[16..]));
    }

    [Test]
    public void Labels_are_a_slice_behind_the_header() =>
        Assert.That(
            IdxReader.ReadLabels("x", TestFiles.Idx(IdxReader.LabelsMagic, [3], [9, 0, 5])).ToArray(),
            Is.EqualTo(new byte[] { 9, 0, 5 }));

    [TestCase(new byte[0], "it has 0 bytes. The header alone must have 16.")]
    [TestCase(new byte[] { 0, 0, 8, 3, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0 }, "it has 15 bytes. The header alone must have 16.")]
    [TestCase(
        new byte[] { 0, 0, 8, 1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 7 },
        "it begins with 0x00000801. Its first four bytes must be 0x00000803.")]
    [TestCase(
        new byte[] { 0, 0, 8, 3, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 1, 7 },
        "dimension 1 is 0. Each of its 3 dimensions must be at least 1.")]
    [TestCase(
        new byte[] { 0, 0, 8, 3, 0xFF, 0xFF, 0xFF, 0xFF, 0, 0, 0, 1, 0, 0, 0, 1, 7 },
        "dimension 0 is -1. Each of its 3 dimensions must be at least 1.")]
    [TestCase(
        new byte[] { 0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 1, 7 },
        "1 bytes follow its header. Its dimensions 2 x 1 x 1 must have 2.")]
    [TestCase(
        new byte[] { 0, 0, 8, 3, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 7, 8 },
        "2 bytes follow its header. Its dimensions 1 x 1 x 1 must have 1.")]
    [TestCase(
        new byte[] { 0, 0, 8, 3, 0x7F, 0xFF, 0xFF, 0xFF, 0x7F, 0xFF, 0xFF, 0xFF, 0x7F, 0xFF, 0xFF, 0xFF },
        "0 bytes follow its header. Its dimensions 2147483647 x 2147483647 x 2147483647 must have 9,903,520,300,447,984,150,353,281,023.")]
    public void A_wrong_file_of_images_is_refused_with_the_value_and_what_is_legal(byte[] bytes, string what)
    {
        FashionRefException exception = Assert.Throws<FashionRefException>(() => IdxReader.ReadImages("some/file", bytes))!;

        Assert.That(exception.Kind, Is.EqualTo(FaultKind.BadRequest));
        Assert.That(exception.Message, Is.EqualTo(
            $"'some/file' is not the IDX file it should be: {what} Write the file anew, or name another folder."));
    }

    [Test]
    public void A_label_above_nine_is_refused_with_its_place() =>
        Assert.That(
            () => IdxReader.ReadLabels("x", TestFiles.Idx(IdxReader.LabelsMagic, [3], [9, 10, 5])),
            Throws.TypeOf<FashionRefException>().With.Message.Contains("label 1 is 10. Labels must be inside [0..9]."));

#pragma warning disable NUnit1027 // FsCheck supplies the arguments.
    [FsCheck.NUnit.Property]
    public void Images_of_every_size_come_back_and_no_shorter_or_longer_file_passes(byte count, byte height, byte width)
#pragma warning restore NUnit1027
    {
        int[] sizes = [1 + (count % 5), 1 + (height % 7), 1 + (width % 9)];
        byte[] pixels = [.. Enumerable.Range(0, sizes[0] * sizes[1] * sizes[2]).Select(i => (byte)(i * 37))];
        byte[] bytes = TestFiles.Idx(IdxReader.ImagesMagic, sizes, pixels);

        (int Count, int Height, int Width, ReadOnlyMemory<byte> Pixels) images = IdxReader.ReadImages("x", bytes);

        Assert.That(new[] { images.Count, images.Height, images.Width }, Is.EqualTo(sizes));
        Assert.That(images.Pixels.ToArray(), Is.EqualTo(pixels));
        Assert.That(() => IdxReader.ReadImages("x", bytes.AsMemory(0, bytes.Length - 1)), Throws.TypeOf<FashionRefException>());
        Assert.That(() => IdxReader.ReadImages("x", (byte[])[.. bytes, 0]), Throws.TypeOf<FashionRefException>());
    }
}
