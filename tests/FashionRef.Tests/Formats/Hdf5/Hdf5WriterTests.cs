using FashionRef.Formats.Hdf5;
using FashionRef.Formats.Hdf5.Structure;

namespace FashionRef.Tests.Formats.Hdf5;

/// <summary>What is written is read again as it was, and looks as h5py writes it.</summary>
internal sealed class Hdf5WriterTests
{
    private static readonly Hdf5NewGroup Empty = new([], [], []);

    private static readonly Hdf5Type[] Types = Enum.GetValues<Hdf5Type>();

    [TestCaseSource(nameof(Types))]
    public void Numbers_of_every_type_come_back(Hdf5Type type)
    {
        double[] values = type.ToString().Contains("Int", StringComparison.Ordinal) ? [0, 1, 2, 100, 7, 127] : [0, -1.5, 0.25, double.PositiveInfinity, double.NaN, 96];
        byte[] content = Write(Empty with { Datasets = [("x", new Hdf5NewDataset([2, 3], type, values)), ("s", new Hdf5NewDataset([], type, [5])), ("n", new Hdf5NewDataset([0, 4], type, []))] });
        using Hdf5File file = Hdf5File.Open(content);
        Hdf5Dataset dataset = file.Root.FindDataset("x")!;

        Assert.That((dataset.Type, dataset.Shape), Is.EqualTo((type, new long[] { 2, 3 })));
        Assert.That(dataset.ReadValues(), Is.EqualTo(values));
        Assert.That(file.Root.FindDataset("s")!.Shape, Is.Empty);
        Assert.That(file.Root.FindDataset("s")!.ReadValues(), Is.EqualTo([5.0]));
        Assert.That(file.Root.FindDataset("n")!.Shape, Is.EqualTo([0, 4]));
        Assert.That(file.Root.FindDataset("n")!.ReadValues(), Is.Empty);
    }

    [TestCase(Hdf5Type.Int64, -9007199254740992.0)]
    [TestCase(Hdf5Type.UInt64, 9007199254740992.0)]
    [TestCase(Hdf5Type.Int8, -128.0)]
    [TestCase(Hdf5Type.UInt32, 4294967295.0)]
    [TestCase(Hdf5Type.Float32, 3.4028234663852886e38)]
    [TestCase(Hdf5Type.Float16, 65504.0)]
    [TestCase(Hdf5Type.BFloat16, 3.3895313892515355e38)]
    public void The_largest_come_back(Hdf5Type type, double value)
    {
        using Hdf5File file = Hdf5File.Open(Write(Empty with { Datasets = [("x", new Hdf5NewDataset([1], type, [value]))] }));

        Assert.That(file.Root.FindDataset("x")!.ReadValues(), Is.EqualTo([value]));
    }

    // Half way between two, and a little to either side: rounding to single first would lose the little.
    [TestCase(1.00390625, 1.0)]
    [TestCase(1.01171875, 1.015625)]
    [TestCase(1.00390625 + 1e-12, 1.0078125)]
    [TestCase(1.01171875 - 1e-12, 1.0078125)]
    [TestCase(-1.00390625 - 1e-12, -1.0078125)]
    [TestCase(3.4e38, double.PositiveInfinity)]
    public void Bfloat16_is_rounded_once_to_the_nearest(double value, double expected)
    {
        using Hdf5File file = Hdf5File.Open(Write(Empty with { Datasets = [("x", new Hdf5NewDataset([], Hdf5Type.BFloat16, [value]))] }));

        Assert.That(file.Root.FindDataset("x")!.ReadValues(), Is.EqualTo([expected]));
    }

    [Test]
    public void Groups_and_attributes_come_back()
    {
        string text = "{\"é\": \"" + new string('x', 100_000) + "\"}";
        Hdf5NewGroup inner = new([("name", "dense"), ("weight_names", new[] { "a/b", "", "\u00e9" })], [], [("0", new Hdf5NewDataset([1], Hdf5Type.Float32, [3]))]);
        byte[] content = Write(new Hdf5NewGroup([("config", text), ("empty", ""), ("none", Array.Empty<double>())], [("dense", inner), ("flatten\u00e9", Empty)], []));
        using Hdf5File file = Hdf5File.Open(content);

        Assert.That(file.Root.GroupNames, Is.EqualTo(["dense", "flatten\u00e9"]));
        Assert.That(file.Root.FindText("config"), Is.EqualTo(text));
        Assert.That(file.Root.FindText("empty"), Is.Empty);
        Assert.That(file.Root.FindTexts("none"), Is.Empty);
        Assert.That(file.Root.FindGroup("dense")!.FindText("name"), Is.EqualTo("dense"));
        Assert.That(file.Root.FindGroup("dense")!.FindTexts("weight_names"), Is.EqualTo(["a/b", "", "\u00e9"]));
        Assert.That(file.Root.FindDataset("dense/0")!.ReadValues(), Is.EqualTo([3.0]));
    }

    // NumPy's size of 1,500 texts of 50 bytes is 75,000; of 5,000 of 4 bytes it is 20,000, but references to them take 80,000.
    [TestCase(1, 64_512, 1)]
    [TestCase(2, 64_512, 2)]
    [TestCase(1290, 50, 1)]
    [TestCase(1291, 50, 2)]
    [TestCase(1500, 50, 2)]
    [TestCase(5000, 4, 2)]
    public void A_list_too_long_for_one_attribute_is_cut_as_Keras_cuts_it(int count, int length, int parts)
    {
        string[] texts = [.. Enumerable.Range(0, count).Select(i => $"{i:D4}".PadRight(length, 'n'))];
        using Hdf5File file = Hdf5File.Open(Write(Empty with { Attributes = [("weight_names", texts)] }));

        Assert.That(file.Root.AttributeNames, Is.EqualTo(parts == 1 ? ["weight_names"] : Enumerable.Range(0, parts).Select(i => $"weight_names{i}").ToArray()));
        Assert.That(file.Root.FindTexts("weight_names"), Is.EqualTo(texts));
    }

    // As in the listings of files of Keras: contiguous, little-endian, texts of variable length in UTF-8.
    [Test]
    public void The_layout_is_the_one_that_Keras_has()
    {
        byte[] content = Write(Empty with { Attributes = [("name", "dense")], Datasets = [("0", new Hdf5NewDataset([2], Hdf5Type.Float32, [1, 2]))] });
        Hdf5Edit places = new(content);
        int layout = places.MessageOf("0", MessageKind.Layout);
        int type = places.MessageOf("0", MessageKind.Datatype);

        // Contiguous is 1, a number of class 1 in little-endian order.
        Assert.That(content[layout + 1], Is.EqualTo(1));
        Assert.That((content[type] & 0xF, content[type + 1] & 1), Is.EqualTo((1, 0)));
        ulong data = places.Get64(layout + 2);
        Assert.That(content.AsSpan((int)data, 8).ToArray(), Is.EqualTo(BitConverter.GetBytes(1f).Concat(BitConverter.GetBytes(2f))));

        // A list of variable length of characters: 1 is text, and 1 in the byte behind is UTF-8.
        int attribute = places.MessageOf("", MessageKind.Attribute);
        int text = attribute + 9 + "name\0".Length;
        Assert.That((content[text] & 0xF, content[text + 1] & 0xF, content[text + 2] & 0xF), Is.EqualTo((9, 1, 1)));
    }

    [Test]
    public void The_same_content_gives_the_same_bytes()
    {
        Hdf5NewGroup root = Empty with { Attributes = [("a", "b"), ("l", new[] { "c", "d" })], Datasets = [("0", new Hdf5NewDataset([2], Hdf5Type.Float32, [1, 2]))] };

        byte[] first = Write(root);

        Assert.That(Write(root), Is.EqualTo(first));
    }

    // A file of Keras, read and written again.
    [TestCase("batchnorm/batchnorm.weights.h5")]
    [TestCase("nested/nested.h5")]
    [TestCase("odd-names-unicode/odd-names-unicode.h5")]
    [TestCase("float16/float16.h5")]
    public void A_file_of_Keras_comes_back(string path)
    {
        byte[] original = KerasFiles.Read(path);
        using Hdf5File file = Hdf5File.Open(original);

        Assert.That(Hdf5Content.Describe(Write(Copy(file.Root))).Order(), Is.EqualTo(Hdf5Content.Describe(original).Order()));
    }

    [TestCase("")]
    [TestCase(".")]
    [TestCase("a/b")]
    public void A_name_that_no_object_can_have_is_refused(string name)
    {
        Assert.That(() => Write(Empty with { Groups = [(name, Empty)] }), Throws.ArgumentException);
        Assert.That(() => Write(Empty with { Datasets = [(name, new Hdf5NewDataset([], Hdf5Type.Float32, [1]))] }), Throws.ArgumentException);
    }

    [Test]
    public void What_cannot_be_written_is_refused()
    {
        Assert.That(() => Write(Empty with { Groups = [("a", Empty), ("a", Empty)] }), Throws.ArgumentException);
        Assert.That(() => Write(Empty with { Attributes = [("a", 1)] }), Throws.ArgumentException);
        Assert.That(() => Write(Empty with { Attributes = [("a", new[] { new string('x', 64_513) })] }), Throws.ArgumentException);
        Assert.That(() => Write(Empty with { Datasets = [("a", new Hdf5NewDataset([3], Hdf5Type.Float32, [1, 2]))] }), Throws.ArgumentException);
        Assert.That(() => Write(Empty with { Datasets = [("a", new Hdf5NewDataset([1], Hdf5Type.Int8, [128]))] }), Throws.ArgumentException);
        Assert.That(() => Write(Empty with { Datasets = [("a", new Hdf5NewDataset([1], Hdf5Type.UInt8, [-1]))] }), Throws.ArgumentException);
        Assert.That(() => Write(Empty with { Datasets = [("a", new Hdf5NewDataset([1], Hdf5Type.Int32, [0.5]))] }), Throws.ArgumentException);
    }

    private static Hdf5NewGroup Copy(Hdf5Group group) => new(
        [.. group.AttributeNames.Select(name => (name, Attribute(group, name)))],
        [.. group.GroupNames.Select(name => (name, Copy(group.FindGroup(name)!)))],
        [.. group.DatasetNames.Select(name => (name, group.FindDataset(name)!)).Select(dataset => (dataset.name, new Hdf5NewDataset(dataset.Item2.Shape, dataset.Item2.Type, dataset.Item2.ReadValues())))]);

    private static object Attribute(Hdf5Group group, string name)
    {
        try
        {
            return group.FindText(name)!;
        }
        catch (FashionRef.Files.ContentFaultException)
        {
            return group.FindTexts(name)!.ToArray();
        }
    }

    private static byte[] Write(Hdf5NewGroup root)
    {
        using MemoryStream stream = new();
        Hdf5Writer.Write(stream, root);
        return stream.ToArray();
    }
}
