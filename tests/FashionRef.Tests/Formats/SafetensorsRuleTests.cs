using System.Buffers.Binary;
using System.Text;
using FashionRef.Files;
using FashionRef.Formats;

namespace FashionRef.Tests.Formats;

/// <summary>A broken file for each rule of the format, and what is said of it.</summary>
internal sealed class SafetensorsRuleTests
{
    private const string A = "\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}";

    private static readonly TestCaseData[] BrokenHeaders =
    [
        Broken("An_empty_header", "", 8, "has a header that begins with nothing, and not with '{'"),
        Broken("No_brace_at_the_start", " {" + A + "}", 8, "has a header that begins with ' ', and not with '{'"),
        Broken("An_array", "[1]", 8, "has a header that begins with '[', and not with '{'"),
        Broken("A_header_cut_off", "{" + A, 8, "has a header that is not JSON from byte "),
        Broken("Something_behind_the_header", "{" + A + "}x", 8, "has a header that is not JSON from byte "),
        Broken("A_comment", "{/**/" + A + "}", 8, "has a header that is not JSON from byte "),
        Broken("A_deep_header", "{\"a\":" + new string('[', 200) + new string(']', 200) + "}", 8, "has a header that is not JSON from byte "),
        Broken("Half_a_surrogate", "{\"\\ud800\":{}}", 8, "has a header with text that is not Unicode"),
        Broken("A_name_twice", "{" + A + "," + A + "}", 16, "names 'a' twice"),
        Broken("A_key_twice", "{\"a\":{\"dtype\":\"F32\",\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}", 8, "names 'dtype' twice in 'a'"),
        Broken("A_text_twice", "{\"__metadata__\":{\"x\":\"1\",\"x\":\"2\"}," + A + "}", 8, "names 'x' twice in '__metadata__'"),
        Broken("Metadata_that_are_a_list", "{\"__metadata__\":[]," + A + "}", 8, "has '__metadata__' that is not an object of texts"),
        Broken("A_number_in_the_metadata", "{\"__metadata__\":{\"x\":1}," + A + "}", 8, "has '__metadata__' whose 'x' is not a text"),
        Broken("An_array_that_is_a_number", "{\"a\":1}", 0, "has 'a' that is not an object with dtype, shape and data_offsets"),
        Broken("No_dtype", "{\"a\":{\"shape\":[2],\"data_offsets\":[0,8]}}", 8, "has 'a' without 'dtype'"),
        Broken("No_shape", "{\"a\":{\"dtype\":\"F32\",\"data_offsets\":[0,8]}}", 8, "has 'a' without 'shape'"),
        Broken("No_offsets", "{\"a\":{\"dtype\":\"F32\",\"shape\":[2]}}", 8, "has 'a' without 'data_offsets'"),
        Broken("An_unknown_key", "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8],\"order\":\"C\"}}", 8, "has 'a' with 'order', which the format does not know"),
        Broken("A_dtype_that_is_a_number", "{\"a\":{\"dtype\":32,\"shape\":[2],\"data_offsets\":[0,8]}}", 8, "has 'a' whose dtype is 32"),
        Broken("An_unknown_dtype", "{\"a\":{\"dtype\":\"F31\",\"shape\":[2],\"data_offsets\":[0,8]}}", 8, "has 'a' whose dtype is \"F31\""),
        Broken("Another_dtype", "{\"a\":{\"dtype\":\"I64\",\"shape\":[1],\"data_offsets\":[0,8]}}", 8, "has 'a' whose dtype is \"I64\"; only \"F32\" is read here"),
        Broken("A_shape_that_is_a_number", "{\"a\":{\"dtype\":\"F32\",\"shape\":2,\"data_offsets\":[0,8]}}", 8, "has 'a' whose shape is 2, and not a list of whole numbers"),
        Broken("A_negative_size", "{\"a\":{\"dtype\":\"F32\",\"shape\":[-2],\"data_offsets\":[0,8]}}", 8, "has 'a' whose shape is [-2], and not a list of whole numbers"),
        Broken("A_size_with_a_point", "{\"a\":{\"dtype\":\"F32\",\"shape\":[2.0],\"data_offsets\":[0,8]}}", 8, "has 'a' whose shape is [2.0], and not a list of whole numbers"),
        Broken("A_size_beyond_64_bits", "{\"a\":{\"dtype\":\"F32\",\"shape\":[18446744073709551616],\"data_offsets\":[0,8]}}", 8, "has 'a' whose shape is [18446744073709551616], and not a list"),
        Broken("A_shape_whose_product_overflows", "{\"a\":{\"dtype\":\"F32\",\"shape\":[4294967296,4294967296],\"data_offsets\":[0,8]}}", 8, "has 'a' of shape [4294967296,4294967296], which has more elements than can be counted"),
        Broken("A_shape_larger_than_the_file", "{\"a\":{\"dtype\":\"F32\",\"shape\":[1099511627776],\"data_offsets\":[0,8]}}", 8, "has 'a' of shape [1099511627776], which takes 4398046511104 bytes, at bytes 0 to 8"),
        Broken("A_shape_without_elements", "{\"a\":{\"dtype\":\"F32\",\"shape\":[2,0],\"data_offsets\":[0,0]}}", 0, "has 'a' of shape [2,0]; only arrays with elements are read here"),
        Broken("Offsets_that_are_a_number", "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":8}}", 8, "has 'a' whose data_offsets are 8, and not two whole numbers"),
        Broken("One_offset", "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[8]}}", 8, "has 'a' whose data_offsets are [8], and not two whole numbers"),
        Broken("Three_offsets", "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8,8]}}", 8, "has 'a' whose data_offsets are [0,8,8], and not two whole numbers"),
        Broken("A_negative_offset", "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[-8,0]}}", 8, "has 'a' whose data_offsets are [-8,0], and not two whole numbers"),
        Broken("An_end_before_its_begin", "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[8,0]}}", 8, "has 'a' whose data_offsets are [8,0], and not two whole numbers"),
        Broken("More_bytes_than_the_shape", "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,8]}}", 8, "has 'a' of shape [1], which takes 4 bytes, at bytes 0 to 8"),
        Broken("Fewer_bytes_than_the_shape", "{\"a\":{\"dtype\":\"F32\",\"shape\":[3],\"data_offsets\":[0,8]}}", 8, "has 'a' of shape [3], which takes 12 bytes, at bytes 0 to 8"),
        Broken("A_gap_at_the_start", "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}}", 8, "has 'a' at byte 4 where byte 0 is next: there is a gap"),
        Broken("A_gap_between", "{\"b\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[12,16]}," + A + "}", 16, "has 'b' at byte 12 where byte 8 is next: there is a gap"),
        Broken("An_overlap", "{" + A + ",\"b\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[4,12]}}", 12, "has 'b' at byte 4 where byte 8 is next: they overlap"),
        Broken("The_same_bytes_twice", "{" + A + ",\"b\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}", 8, "has 'b' at byte 0 where byte 8 is next: they overlap"),
        Broken("Bytes_missing", "{" + A + "}", 7, "has arrays of 8 bytes, and 7 bytes behind its header"),
        Broken("Bytes_left_over", "{" + A + "}", 9, "has arrays of 8 bytes, and 9 bytes behind its header"),
        Broken("No_array_and_a_byte", "{}", 1, "has arrays of 0 bytes, and 1 bytes behind its header"),
    ];

    [TestCaseSource(nameof(BrokenHeaders))]
    public void A_broken_rule_is_named(string header, int dataBytes, string fault)
    {
        byte[] text = Encoding.UTF8.GetBytes(header);

        AssertRefused([.. LengthOf((ulong)text.Length), .. text, .. new byte[dataBytes]], fault);
    }

    [Test]
    public void A_file_too_short_for_the_length_is_named() => AssertRefused(new byte[7], "has 7 bytes, and the first 8 hold the length of its header");

    [TestCase(100_000_001ul)]
    [TestCase(ulong.MaxValue)]
    public void A_header_above_the_formats_limit_is_named(ulong length) =>
        AssertRefused(LengthOf(length), $"should have a header of {length} bytes; at most 100000000 are legal");

    [Test]
    public void A_header_beyond_the_file_is_named() => AssertRefused([.. LengthOf(100_000_000), 1], "should have a header of 100000000 bytes, and has 1 behind its length");

    [TestCase("PK\u0003\u0004", "is a zip file (as PyTorch's .pt, Keras' .keras and NumPy's .npz)")]
    [TestCase("\u0089HDF\r\n\u001A\n", "is HDF5 (as Keras' .h5)")]
    [TestCase("\u0080\u0002}q\u0001X\u0004\0\0", "is a Python pickle (as PyTorch's old .pt)")]
    [TestCase("{\"format\": \"fashionref-run-1\"", "is a JSON file")]
    [TestCase("version https://git-lfs.github.com/spec/v1", "is a pointer of Git LFS and not the file itself")]
    [TestCase("<!DOCTYPE html><title>404</title>", "is an HTML page")]
    public void A_file_of_another_kind_is_named_with_how_to_write_a_right_one(string start, string fault)
    {
        byte[] bytes = [.. Encoding.Latin1.GetBytes(start), .. new byte[100]];

        AssertRefused(bytes, fault);
        AssertRefused(bytes, $"is {FileKind.Name(bytes)}, but must be a safetensors file: in Python, safetensors.numpy.save_file(");
    }

    [Test]
    public void Bytes_that_are_not_UTF8_are_named() => AssertRefused([.. LengthOf(6), .. "{\""u8, 0xFF, .. "\":1"u8], "has a header that is not JSON from byte ");

    private static TestCaseData Broken(string name, string header, int dataBytes, string fault) => new(header, dataBytes, fault) { TestName = name };

    private static byte[] LengthOf(ulong header)
    {
        byte[] bytes = new byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, header);
        return bytes;
    }

    private static void AssertRefused(byte[] file, string fault)
    {
        using TemporaryFolder folder = new();
        File.WriteAllBytes(folder["f"], file);

        FashionRefException error = Assert.Throws<FashionRefException>(() => SafetensorsFile.Read(folder["f"]))!;

        Assert.That(error.Kind, Is.EqualTo(FaultKind.BadRequest));
        Assert.That(error.Message, Does.StartWith($"'{folder["f"]}' {fault}").And.EndsWith(". Write it again, or name another file."));
    }
}
