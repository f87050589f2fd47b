using System.Buffers.Binary;
using System.Text;
using FashionRef.Formats;
using FashionRef.Models;

namespace FashionRef.Tests.Formats;

internal sealed class SafetensorsFileTests
{
    private static readonly WeightValues[] Arrays =
    [
        new("b/kernel", Shape.Of(2, 1), [1.5f, float.NaN]),
        new("a/bias", Shape.Of(3), [-0f, float.Epsilon, float.MaxValue]),
    ];

    [Test]
    public void Bits_names_shapes_and_texts_come_back()
    {
        using TemporaryFolder folder = new();
        SafetensorsFile.Write(folder["f"], Arrays, new Dictionary<string, string> { ["note"] = "hello" });

        SafetensorsContent read = SafetensorsFile.Read(folder["f"]);

        Assert.That(read.Metadata["note"], Is.EqualTo("hello"));
        Assert.That(read.Arrays.Select(array => array.Path), Is.EqualTo(new[] { "a/bias", "b/kernel" }));
        Assert.That(read.Arrays[1].Shape, Is.EqualTo(Shape.Of(2, 1)));
        Assert.That(read.Arrays[0].Values.Select(value => BitConverter.SingleToUInt32Bits((float)value)), Is.EqualTo(new[] { 0x8000_0000u, 1u, 0x7F7F_FFFFu }));
    }

    [Test]
    public void The_bytes_do_not_depend_on_the_order_of_the_arrays_and_start_at_a_multiple_of_eight()
    {
        using TemporaryFolder folder = new();
        Dictionary<string, string> none = [];
        SafetensorsFile.Write(folder["f"], Arrays, none);
        SafetensorsFile.Write(folder["g"], Arrays.Reverse(), none);

        byte[] bytes = File.ReadAllBytes(folder["f"]);
        Assert.That(File.ReadAllBytes(folder["g"]), Is.EqualTo(bytes));
        Assert.That(BinaryPrimitives.ReadUInt64LittleEndian(bytes) % 8, Is.Zero);
    }

    [Test]
    public void The_hash_of_weights_is_that_of_the_file_behind_its_header()
    {
        using TemporaryFolder folder = new();
        SafetensorsFile.Write(folder["f"], Arrays, new Dictionary<string, string>());
        byte[] bytes = File.ReadAllBytes(folder["f"]);
        int start = 8 + (int)BinaryPrimitives.ReadUInt64LittleEndian(bytes);

        string expected = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes.AsSpan(start)));

        Assert.That(Float32Bytes.Sha256(Arrays), Is.EqualTo(expected));
    }

    [TestCase("", "0 bytes")]
    [TestCase("{\"a\":{\"dtype\":\"F16\",\"shape\":[2],\"data_offsets\":[0,4]}}", "F16")]
    [TestCase("{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,4]}}", "'a'")]
    [TestCase("{\"a\":{\"dtype\":\"F32\",\"shape\":[2]}}", "not understood")]
    [TestCase("{\"a\":", "not understood")]
    [TestCase("[1]", "not understood")]
    [TestCase("{}", "follow the header")]
    public void A_damaged_file_is_refused_with_what_is_wrong(string header, string what)
    {
        using TemporaryFolder folder = new();
        byte[] length = new byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)header.Length);
        File.WriteAllBytes(
            folder["f"], header.Length == 0 ? [] : [.. length, .. Encoding.UTF8.GetBytes(header), 1, 2, 3, 4]);

        FashionRefException error = Assert.Throws<FashionRefException>(() => SafetensorsFile.Read(folder["f"]))!;

        Assert.That(error.ExitCode, Is.EqualTo(ExitCode.BadRequest));
        Assert.That(error.Message, Does.Contain(what));
    }

    [Test]
    public void A_number_that_is_no_float32_is_not_written_as_another()
    {
        using TemporaryFolder folder = new();
        WeightValues[] arrays = [new("a", Shape.Of(1), [0.1])];

        Assert.That(
            () => SafetensorsFile.Write(folder["f"], arrays, new Dictionary<string, string>()),
            Throws.ArgumentException.With.Message.Contain("0.1 at 0"));
        Assert.That(folder.Entries, Is.Empty);
    }

    [Test]
    public void A_header_longer_than_the_file_is_refused_before_it_is_read()
    {
        using TemporaryFolder folder = new();
        File.WriteAllBytes(folder["f"], [255, 255, 255, 255, 255, 255, 255, 127, 0]);

        Assert.That(() => SafetensorsFile.Read(folder["f"]), Throws.TypeOf<FashionRefException>());
    }

    [Test]
    public void A_missing_file_is_refused_by_name() =>
        Assert.That(() => SafetensorsFile.Read("no-such-file"), Throws.TypeOf<FashionRefException>().With.Message.Contain("no-such-file"));
}
