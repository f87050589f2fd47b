using System.Buffers.Binary;
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

    [TestCase("a/bias", "a/bias")]
    [TestCase("__metadata__", "x")]
    public void A_name_that_stands_twice_or_is_kept_for_texts_is_not_written(string first, string second)
    {
        using TemporaryFolder folder = new();

        Assert.That(
            () => SafetensorsFile.Write(folder["f"], [Arrays[1] with { Path = first }, Arrays[1] with { Path = second }], new Dictionary<string, string>()),
            Throws.ArgumentException.With.Message.Contain($"'{first}'"));
        Assert.That(folder.Entries, Is.Empty);
    }

    [Test]
    public void A_number_by_itself_is_an_array_without_axes()
    {
        using TemporaryFolder folder = new();
        SafetensorsFile.Write(folder["f"], [new("step", Shape.Of(), [7])], new Dictionary<string, string>());

        WeightValues read = SafetensorsFile.Read(folder["f"]).Arrays.Single();

        Assert.That((read.Shape.Rank, read.Values[0]), Is.EqualTo((0, 7.0)));
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
    public void A_missing_file_is_refused_by_name() =>
        Assert.That(() => SafetensorsFile.Read("no-such-file"), Throws.TypeOf<FashionRefException>().With.Message.Contain("no-such-file"));
}
