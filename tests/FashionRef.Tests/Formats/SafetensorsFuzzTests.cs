using FashionRef.Formats;
using FashionRef.Models;
using FsCheck;
using FsCheck.Fluent;

namespace FashionRef.Tests.Formats;

/// <summary>Whatever bytes a file holds: it is read or refused, and takes no more memory than its size lets expect.</summary>
[NonParallelizable]
internal sealed class SafetensorsFuzzTests
{
    // A file may be all header, whose parser keeps positions of each of its words.
    private const int MostBytesOfAByte = 64;
    private const int MostBytesOfARead = 400_000;

    private static readonly string[] Words =
    [
        "{", "}", "[", "]", ":", ",", "\"a\"", "\"__metadata__\"", "\"dtype\"", "\"F32\"", "\"shape\"", "\"data_offsets\"", "0", "8", "-1",
        "1099511627776", "18446744073709551616", "1e9", "null", "true", " ", "\"\\ud800\"", "\u00e9",
    ];

    private static readonly byte[] Valid = WriteValid();

    [FsCheck.NUnit.Property(MaxTest = 300)]
    public Property Any_bytes_are_read_or_refused() => Prop.ForAll(ArbMap.Default.ArbFor<byte[]>(), ReadOrRefused);

    [FsCheck.NUnit.Property(MaxTest = 600)]
    public Property A_changed_file_is_read_or_refused() => Prop.ForAll(
        ChangeGenerator().ToArbitrary(), change => ReadOrRefused(Changed(change.Place, change.Value, change.Kind)));

    [FsCheck.NUnit.Property(MaxTest = 600)]
    public Property Any_words_of_a_header_are_read_or_refused() => Prop.ForAll(
        Gen.Elements(Words).ListOf().Select(words => "{" + string.Concat(words)).ToArbitrary(),
        header => ReadOrRefused([.. BitConverter.GetBytes((ulong)System.Text.Encoding.UTF8.GetByteCount(header)), .. System.Text.Encoding.UTF8.GetBytes(header), .. new byte[8]]));

    [FsCheck.NUnit.Property(MaxTest = 200)]
    public Property What_is_written_is_read_and_written_again_to_the_same_bytes() => Prop.ForAll(
        ArraysGenerator().ToArbitrary(),
        arrays =>
        {
            using TemporaryFolder folder = new();
            SafetensorsFile.Write(folder["f"], arrays, new Dictionary<string, string> { ["note"] = "\u00e9\"\n" });
            SafetensorsContent read = SafetensorsFile.Read(folder["f"]);
            SafetensorsFile.Write(folder["g"], read.Arrays.Reverse(), read.Metadata);

            return File.ReadAllBytes(folder["f"]).AsSpan().SequenceEqual(File.ReadAllBytes(folder["g"]))
                && read.Arrays.Select(array => array.Path).SequenceEqual(arrays.Select(array => array.Path).Order(StringComparer.Ordinal));
        });

    [TestCase("{\"a\":{\"dtype\":\"F32\",\"shape\":[1099511627776],\"data_offsets\":[0,4398046511104]}}")]
    [TestCase("{\"a\":{\"dtype\":\"F32\",\"shape\":[536870911],\"data_offsets\":[0,2147483644]}}")]
    public void A_small_file_that_promises_much_takes_little(string header) =>
        Assert.That(ReadOrRefused([.. BitConverter.GetBytes((ulong)header.Length), .. System.Text.Encoding.UTF8.GetBytes(header)]), Is.True);

    private static bool ReadOrRefused(byte[] bytes)
    {
        using TemporaryFolder folder = new();
        File.WriteAllBytes(folder["f"], bytes);
        long before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            SafetensorsFile.Read(folder["f"]);
        }
        catch (FashionRefException exception)
        {
            Assert.That(exception.Kind, Is.EqualTo(FaultKind.BadRequest));
        }

        return GC.GetAllocatedBytesForCurrentThread() - before <= MostBytesOfARead + ((long)MostBytesOfAByte * bytes.Length);
    }

    private static byte[] Changed(int place, byte value, int kind) => kind switch
    {
        0 => [.. Valid[..place], value, .. Valid[(place + 1)..]],
        1 => Valid[..place],
        2 => [.. Valid[..place], value, .. Valid[place..]],
        _ => [.. Valid[..place], .. Valid[(place / 2)..]],
    };

    private static Gen<(int Place, byte Value, int Kind)> ChangeGenerator() =>
        from place in Gen.Choose(0, Valid.Length - 1)
        from value in Gen.Choose(0, 255)
        from kind in Gen.Choose(0, 3)
        select (place, (byte)value, kind);

    private static Gen<WeightValues[]> ArraysGenerator() =>
        from names in Gen.Elements("a", "b/kernel", "\u00e9", "__x", "\"", "a b", "").ListOf().Select(names => names.Distinct().ToArray())
        from shapes in Gen.Choose(1, 3).ListOf(3).ListOf(names.Length)
        from values in ArbMap.Default.GeneratorFor<float>().ListOf(27).ListOf(names.Length)
        select names.Select((name, i) => new WeightValues(
            name, Shape.Of([.. shapes[i]]), [.. values[i].Take(shapes[i].Aggregate(1, (a, b) => a * b)).Select(value => (double)value)])).ToArray();

    private static byte[] WriteValid()
    {
        using TemporaryFolder folder = new();
        SafetensorsFile.Write(
            folder["f"],
            [new("layer/kernel", Shape.Of(2, 3), [1, 2, 3, 4, 5, 6]), new("layer/bias", Shape.Of(3), [7, 8, 9])],
            new Dictionary<string, string> { ["format"] = "keras" });
        return File.ReadAllBytes(folder["f"]);
    }
}
