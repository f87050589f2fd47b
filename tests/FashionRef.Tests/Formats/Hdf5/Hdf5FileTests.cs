using System.Text;
using System.Text.Json.Nodes;
using FashionRef.Files;
using FashionRef.Formats.Hdf5;

namespace FashionRef.Tests.Formats.Hdf5;

/// <summary>What Keras wrote is read to the last bit.</summary>
internal sealed class Hdf5FileTests
{
    private static IEnumerable<string> Models => KerasFiles.Models;

    [TestCaseSource(nameof(Models))]
    public void Every_weight_and_optimizer_variable_is_in_every_format_as_Keras_holds_it(string model)
    {
        JsonNode expected = JsonNode.Parse(KerasFiles.Read($"{model}/{model}.expected.json"))!;

        // Of an optimizer that made no step yet, only these two are stored.
        int stored = model == "compiled-untrained-rmsprop" ? 2 : int.MaxValue;
        JsonNode[] variables = [.. expected["weights"]!.AsArray().Concat(expected["optimizer_variables"]!.AsArray().Take(stored)).Select(node => node!)];
        (string Name, byte[] Content)[] files = [.. KerasFiles.Hdf5Of(model)];

        Assert.That(files, Has.Length.GreaterThanOrEqualTo(3));
        foreach ((string name, byte[] content) in files)
        {
            using Hdf5File file = Hdf5File.Open(content);
            List<(string Path, long[] Shape, double[] Values)> read =
                [.. Hdf5Content.Datasets(file).Values.Select(dataset => (dataset.Path, dataset.Shape.ToArray(), dataset.ReadValues()))];
            foreach (JsonNode variable in variables)
            {
                int found = read.FindIndex(array => IsEqual(variable, array.Shape, array.Values));

                Assert.That(found, Is.Not.Negative, $"{name}: {variable["path"]}");
                read.RemoveAt(found);
            }
        }
    }

    // In this order they stand in the file, 10 before 2.
    [Test]
    public void The_optimizers_variables_have_their_numbers_for_names()
    {
        JsonNode[] variables = [.. JsonNode.Parse(KerasFiles.Read("batchnorm/batchnorm.expected.json"))!["optimizer_variables"]!.AsArray().Select(node => node!)];
        using Hdf5File file = Hdf5File.Open(KerasFiles.Read("batchnorm/batchnorm.weights.h5"));
        Hdf5Group group = file.Root.FindGroup("optimizer/vars")!;

        Assert.That(group.DatasetNames, Is.EqualTo(Enumerable.Range(0, 18).Select(i => $"{i}").Order(StringComparer.Ordinal)));
        for (int i = 0; i < variables.Length; i++)
        {
            Hdf5Dataset dataset = group.FindDataset($"{i}")!;

            Assert.That(IsEqual(variables[i], [.. dataset.Shape], dataset.ReadValues()), dataset.Path);
        }

        Assert.That(group.FindDataset("0")!.Type, Is.EqualTo(Hdf5Type.Int64));
        Assert.That(group.FindDataset("1")!.Type, Is.EqualTo(Hdf5Type.Float32));
        Assert.That(group.FindDataset("1")!.Shape, Is.Empty);
    }

    [Test]
    public void Groups_datasets_and_attributes_are_found_by_paths_and_names()
    {
        using Hdf5File file = Hdf5File.Open(KerasFiles.Read("batchnorm/batchnorm.h5"));
        Hdf5Group weights = file.Root.FindGroup("model_weights")!;

        Assert.That(file.Root.Path, Is.EqualTo("/"));
        Assert.That(file.Root.GroupNames, Is.EqualTo(["model_weights", "optimizer_weights"]));
        Assert.That(file.Root.AttributeNames, Is.EquivalentTo(["backend", "keras_version", "model_config", "training_config"]));
        Assert.That(file.Root.FindText("keras_version"), Is.EqualTo("3.15.1"));
        Assert.That(JsonNode.Parse(file.Root.FindText("model_config")!)!["class_name"]!.GetValue<string>(), Is.EqualTo("Sequential"));
        Assert.That(weights.FindTexts("layer_names"), Is.EqualTo(["conv2d", "batch_normalization", "re_lu", "max_pooling2d", "flatten", "dense", "batch_normalization_1", "dense_1"]));
        Assert.That(weights.FindTexts("none"), Is.Null);
        Assert.That(weights.FindText("none"), Is.Null);
        Assert.That(weights.FindNumber("none"), Is.Null);
        Assert.That(weights.FindGroup("flatten")!.FindTexts("weight_names"), Is.Empty);
        Assert.That(weights.FindGroup("dense")!.FindDataset("sequential/dense/kernel")!.Path, Is.EqualTo("/model_weights/dense/sequential/dense/kernel"));
        Assert.That(weights.FindGroup("dense/sequential/dense")!.Path, Is.EqualTo("/model_weights/dense/sequential/dense"));
        Assert.That(weights.FindDataset("dense/none/kernel"), Is.Null);
        Assert.That(weights.FindDataset("dense"), Is.Null);
        Assert.That(weights.FindGroup("dense/sequential/dense/kernel"), Is.Null);
        Assert.That(weights.FindGroup(""), Is.Null);
    }

    [Test]
    public void Names_may_have_every_character_but_the_slash()
    {
        using Hdf5File file = Hdf5File.Open(KerasFiles.Read("odd-names-unicode/odd-names-unicode.h5"));
        Hdf5Group weights = file.Root.FindGroup("model_weights")!;

        Assert.That(weights.GroupNames.Where(name => !Ascii.IsValid(name)), Is.Not.Empty);
        Assert.That(weights.FindTexts("layer_names")!.Where(name => weights.FindGroup(name) is null), Is.Empty);
    }

    [Test]
    public void An_attribute_of_another_type_is_named()
    {
        using Hdf5File file = Hdf5File.Open(KerasFiles.Read("batchnorm/batchnorm.h5"));
        Hdf5Group weights = file.Root.FindGroup("model_weights")!;

        AssertFault(() => weights.FindText("layer_names"), "has the attribute 'layer_names' of '/model_weights', which is text of shape [8], and must be one text");
        AssertFault(() => file.Root.FindTexts("backend"), "has the attribute 'backend' of '/', which is text of shape [], and must be a list of texts");
        AssertFault(() => file.Root.FindNumber("backend"), "has the attribute 'backend' of '/', which is text of shape [], and must be one number");
        AssertFault(() => weights.FindGroup("flatten")!.FindNumber("weight_names"), "which is Float64 of shape [0], and must be one number");
    }

    [Test]
    public void A_text_that_is_not_UTF8_is_named()
    {
        byte[] content = KerasFiles.Read("batchnorm/batchnorm.h5");
        content[content.AsSpan().IndexOf("tensorflow"u8)] = 0xFF;
        using Hdf5File file = Hdf5File.Open(content);

        AssertFault(() => file.Root.FindText("backend"), "has the attribute 'backend' of '/', which is not UTF-8");
    }

    // Reading again and again is as much work as many names for one array.
    [Test]
    public void Only_so_much_is_read_of_one_file()
    {
        byte[] content = KerasFiles.Read("bad/good/good.h5");
        using Hdf5File file = Hdf5File.Open(content);
        Hdf5Dataset dataset = Hdf5Content.Datasets(file).Values.MaxBy(array => array.Shape.Count)!;
        int most = ((4 * content.Length) + (1024 * 1024)) / (dataset.ReadValues().Length * sizeof(float));

        Assert.That(() => Enumerable.Range(1, most).Select(_ => dataset.ReadValues().Length).Sum(), Throws.TypeOf<ContentFaultException>());
    }

    [TestCase(0, true)]
    [TestCase(512, true)]
    [TestCase(1024, true)]
    [TestCase(4096, true)]
    [TestCase(1, false)]
    [TestCase(511, false)]
    [TestCase(1536, false)]
    public void A_file_may_have_a_user_block_before_it(int length, bool isHdf5)
    {
        byte[] good = KerasFiles.Read("bad/good/good.weights.h5");
        byte[] content = [.. new byte[length], .. good];

        Assert.That(Hdf5File.IsHdf5(content), Is.EqualTo(isHdf5));
        if (isHdf5)
        {
            Assert.That(Hdf5Content.Describe(content), Is.EqualTo(Hdf5Content.Describe(good)));
        }
        else
        {
            AssertFault(() => Hdf5File.Open(content), "is not HDF5: it does not begin with HDF5's signature");
        }
    }

    [Test]
    public void Another_kind_of_file_is_named()
    {
        AssertFault(() => Hdf5File.Open("PK\u0003\u0004"u8.ToArray()), "is a zip file");
        AssertFault(() => Hdf5File.Open(ReadOnlyMemory<byte>.Empty), "is not HDF5");
        Assert.That(Hdf5File.IsHdf5([]), Is.False);
    }

    [Test]
    public void A_file_that_is_cut_off_is_named_with_both_lengths()
    {
        byte[] content = KerasFiles.Read("bad/good/good.h5");

        AssertFault(() => Hdf5File.Open(content.AsMemory(0, content.Length - 1)), $"is cut off: it says that it has {content.Length} bytes, and {content.Length - 1} are there");
        AssertFault(() => Hdf5File.Open(content.AsMemory(0, 30)), "is damaged HDF5: the superblock at byte 0 ends after 30 bytes");
    }

    private static bool IsEqual(JsonNode variable, long[] shape, double[] values)
    {
        JsonNode digest = variable["digest"]!;
        int[] places = digest["at"]!.AsArray().Select(node => node!.GetValue<int>()).ToArray();
        return shape.SequenceEqual(variable["shape"]!.AsArray().Select(node => node!.GetValue<long>()).ToArray())
            && values.Length == digest["count"]!.GetValue<int>()
            && places.Select(place => values[place]).SequenceEqual(digest["values"]!.AsArray().Select(node => node!.GetValue<double>()).ToArray())
            && IsNear(values.Sum(), digest["sum"]!.GetValue<double>(), values.Sum(Math.Abs))
            && IsNear(values.Sum(value => value * value), digest["sumsq"]!.GetValue<double>(), values.Sum(value => value * value));
    }

    // Sums of doubles in another order.
    private static bool IsNear(double actual, double expected, double magnitude) => Math.Abs(actual - expected) <= 1e-12 * magnitude;

    private static void AssertFault(Action read, string fault) =>
        Assert.That(() => read(), Throws.TypeOf<ContentFaultException>().With.Message.Contains(fault));
}
