using FashionRef.Data;
using FashionRef.Files;

namespace FashionRef.Tests.Data;

public sealed class ContentCheckTests
{
    private static readonly DatasetFile File = TestFiles.Images40;
    private static readonly byte[] Plain = TestFiles.Plain[File.Name];

    [Test]
    public void The_right_content_is_copied_plain_or_inflated([Values] bool gzip)
    {
        using MemoryStream target = new();

        ContentCheck.Copy(new MemoryStream(gzip ? TestFiles.Gzip(Plain) : Plain), target, File, CancellationToken.None);

        Assert.That(target.ToArray(), Is.EqualTo(Plain));
    }

    [Test]
    public void An_empty_file_is_called_empty() => AssertFault([], "is empty");

    [Test]
    public void An_empty_gzip_is_called_empty() => AssertFault(TestFiles.Gzip([]), "is empty");

    [Test]
    public void A_truncated_plain_file_is_told_by_its_length() => AssertFault(Plain[..1000], "ends after 1,000 of 31,376 bytes");

    [Test]
    public void A_file_of_three_bytes_has_no_magic_number() => AssertFault([0, 0, 8], "begins with 0x00000000");

    [Test]
    public void A_gzip_truncated_anywhere_is_refused([Values(2, 10, 11, 100, 10_000)] int length) =>
        Assert.That(() => Check(TestFiles.Gzip(Plain)[..length]), Throws.TypeOf<ContentFaultException>());

    [Test]
    public void A_gzip_with_a_flipped_bit_is_refused()
    {
        byte[] gzip = TestFiles.Gzip(Plain);
        gzip[gzip.Length / 2] ^= 16;

        Assert.That(() => Check(gzip), Throws.TypeOf<ContentFaultException>());
    }

    [Test]
    public void A_wrong_magic_number_is_shown_beside_the_right_one() =>
        AssertFault(TestFiles.Plain["train-labels-idx1-ubyte"], "begins with 0x00000801, not with 0x00000803 as 'train-images-idx3-ubyte' does");

    [Test]
    public void A_wrong_hash_is_shown_beside_the_right_one() =>
        AssertFault(TestFiles.Changed(Plain, 100), $", not {File.Sha256}");

    [Test]
    public void Mnist_is_called_by_its_name() =>
        AssertFault(TestFiles.Mnist[File.Name], "is MNIST (handwritten digits), not Fashion-MNIST: the two share their file names");

    [Test]
    public void A_gzip_bomb_is_stopped_before_it_grows()
    {
        byte[] bomb = TestFiles.Gzip([.. Plain, .. new byte[5_000_000]]);
        using MemoryStream target = new();

        Assert.That(
            () => ContentCheck.Copy(new MemoryStream(bomb), target, File, CancellationToken.None),
            Throws.TypeOf<ContentFaultException>().With.Message.EqualTo("has more than the 31,376 bytes of 'train-images-idx3-ubyte'"));
        Assert.That(target.Length, Is.LessThanOrEqualTo(File.PlainLength));
    }

    [Test]
    public void Cancelling_stops_the_copy() =>
        Assert.That(
            () => ContentCheck.Copy(new MemoryStream(Plain), Stream.Null, File, new CancellationToken(canceled: true)),
            Throws.InstanceOf<OperationCanceledException>());

    private static void AssertFault(byte[] content, string fault) =>
        Assert.That(() => Check(content), Throws.TypeOf<ContentFaultException>().With.Message.Contains(fault));

    private static void Check(byte[] content) =>
        ContentCheck.Copy(new MemoryStream(content), Stream.Null, File, CancellationToken.None);
}
