using FashionRef.Files;
using FashionRef.Formats.Hdf5;
using PureHDF;

namespace FashionRef.Tests.Formats.Hdf5;

/// <summary>Texts in all the forms that h5py wrote over the years, and numbers.</summary>
internal sealed class AttributesTests
{
    [Test]
    public void Texts_of_fixed_length_are_read_without_their_padding()
    {
        using Hdf5File file = Hdf5File.Open(Written(12));

        Assert.That(file.Root.FindText("name"), Is.EqualTo("dense"));
        Assert.That(file.Root.FindTexts("names"), Is.EqualTo(["a", "b\u00e9", ""]));
    }

    // 0 ends with a NUL, 1 is filled with them, 2 with blanks.
    [TestCase(0, "dense\0xx\0\0\0\0", "dense")]
    [TestCase(0, "dense-------", "dense-------")]
    [TestCase(1, "dense\0\0\0\0\0\0\0", "dense")]
    [TestCase(2, "dense       ", "dense")]
    [TestCase(2, "            ", "")]
    public void Every_padding_is_taken_off(int padding, string stored, string expected)
    {
        Hdf5Edit edit = new(Written(12));
        int place = edit.Content.AsSpan().IndexOf("dense\0"u8);

        // Behind the name there are the type, whose second byte has the padding, and the shape.
        edit.Set(edit.Content.AsSpan().IndexOf("name\0"u8) + 6, (byte)padding).Set(place, System.Text.Encoding.ASCII.GetBytes(stored));
        using Hdf5File file = Hdf5File.Open(edit.Content);

        Assert.That(file.Root.FindText("name"), Is.EqualTo(expected));
    }

    [Test]
    public void Numbers_are_read()
    {
        using Hdf5File file = Hdf5File.Open(Written(0));

        Assert.That(file.Root.FindNumber("nb_layers"), Is.EqualTo(7));
        Assert.That(file.Root.FindNumber("rate"), Is.EqualTo(0.5));
        Assert.That(() => file.Root.FindText("rate"), Throws.TypeOf<ContentFaultException>().With.Message.EqualTo("has the attribute 'rate' of '/', which is Float64 of shape [], and must be one text"));
        Assert.That(() => file.Root.FindTexts("pair"), Throws.TypeOf<ContentFaultException>().With.Message.Contains("which is Int32 of shape [2], and must be a list of texts"));
        Assert.That(() => file.Root.FindNumber("pair"), Throws.TypeOf<ContentFaultException>().With.Message.Contains("which is Int32 of shape [2], and must be one number"));
    }

    // 16 bytes refer to a text, and thousands of references may be to the same.
    [Test]
    public void A_long_text_that_thousands_of_names_refer_to_is_not_thousands_of_texts()
    {
        string[] names = [.. Enumerable.Range(0, 4000).Select(_ => "x")];
        Hdf5Edit edit = new(Written(0, new() { ["names"] = names, ["text"] = new string('y', 100_000) }));
        int first = edit.Content.AsSpan().IndexOf("names\0"u8) - 9;
        int text = edit.Content.AsSpan().IndexOf("text\0"u8);
        byte[] reference = edit.Content.AsSpan(text + 5 + 20 + 4, 16).ToArray();
        int start = edit.Content.AsSpan(first).IndexOf(edit.Content.AsSpan(first + 9 + 6 + 20 + 12, 16)) + first;
        for (int i = 0; i < names.Length; i++)
        {
            edit.Set(start + (16 * i), reference);
        }

        using Hdf5File file = Hdf5File.Open(edit.Content);

        Assert.That(file.Root.FindText("text"), Has.Length.EqualTo(100_000));
        Assert.That(() => file.Root.FindTexts("names"), Throws.TypeOf<ContentFaultException>().With.Message.Contains("under so many names that too much would be read"));
    }

    [Test]
    public void An_attribute_of_a_structure_is_refused() =>
        Assert.That(
            () => Hdf5File.Open(Written(0, new() { ["pair"] = new { Left = 1, Right = 2.0 } })),
            Throws.TypeOf<ContentFaultException>().With.Message.EqualTo("has the attribute 'pair' of '/', which is complex or another structure (a compound type); only texts and numbers are read here"));

    private static byte[] Written(int textBytes) => Written(
        textBytes,
        new() { ["name"] = "dense", ["names"] = new[] { "a", "b\u00e9", "" }, ["nb_layers"] = 7L, ["rate"] = 0.5, ["pair"] = new[] { 1, 2 } });

    // With a length, texts are of fixed length.
    private static byte[] Written(int textBytes, Dictionary<string, object> attributes)
    {
        using MemoryStream stream = new();
        new H5File { Attributes = attributes }.Write(stream, new H5WriteOptions(DefaultStringLength: textBytes));
        return stream.ToArray();
    }
}
