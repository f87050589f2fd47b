using System.Text;
using FashionRef.Formats.TensorBoard;
using FsCheck;
using FsCheck.Fluent;

namespace FashionRef.Tests.Formats.TensorBoard;

internal sealed class TfRecordTests
{
    // RFC 3720, appendix B.4; the last one is the check value that catalogues of CRCs give.
    private static readonly TestCaseData[] KnownChecksums =
    [
        new TestCaseData(new byte[32], 0x8A9136AAu).SetName("Thirty_two_zeros"),
        new TestCaseData(Enumerable.Repeat((byte)0xFF, 32).ToArray(), 0x62A8AB43u).SetName("Thirty_two_ones"),
        new TestCaseData(Enumerable.Range(0, 32).Select(i => (byte)i).ToArray(), 0x46DD794Eu).SetName("Upwards"),
        new TestCaseData(Enumerable.Range(0, 32).Select(i => (byte)(31 - i)).ToArray(), 0x113FDB5Cu).SetName("Downwards"),
        new TestCaseData(Encoding.ASCII.GetBytes("123456789"), 0xE3069283u).SetName("Digits"),
        new TestCaseData(Array.Empty<byte>(), 0u).SetName("Nothing"),
    ];

    [TestCaseSource(nameof(KnownChecksums))]
    public void Known_checksums_come_out_of_the_program_and_of_the_tests_reader(byte[] data, uint checksum) =>
        Assert.That((TfRecord.Checksum(data), BitwiseCrc32C.Of(data)), Is.EqualTo((checksum, checksum)));

    [FsCheck.NUnit.Property]
    public Property Any_bytes_have_the_checksum_that_the_polynomial_gives() =>
        Prop.ForAll(ArbMap.Default.ArbFor<byte[]>(), data => TfRecord.Checksum(data) == BitwiseCrc32C.Of(data));

    [Test]
    public void A_frame_of_24_bytes_begins_as_every_file_of_TensorFlow_does()
    {
        byte[] frame = TfRecord.Frame(new byte[24]);

        Assert.That(frame, Has.Length.EqualTo(8 + 4 + 24 + 4));
        Assert.That(frame[..12], Is.EqualTo(new byte[] { 24, 0, 0, 0, 0, 0, 0, 0, 0xA3, 0x7F, 0x4B, 0x22 }));
    }
}
