using System.Text.Json.Nodes;
using FashionRef.Files;
using FashionRef.Formats.Hdf5;

namespace FashionRef.Tests.Formats.Hdf5;

/// <summary>Files with one thing wrong: each is refused for it, or read as the good one. What is wrong for Keras alone is not seen here.</summary>
internal sealed class Hdf5BadFileTests
{
    private static readonly byte[] Good = KerasFiles.Read("bad/good/good.weights.h5");

    [TestCase("h5-external-link.weights.h5", "holds an external link at '/layers/dense/vars/0', and links into other files are not followed")]
    [TestCase("h5-soft-link.weights.h5", "holds a soft link at '/layers/dense/vars/0', and links by name are not followed")]
    [TestCase("h5-virtual.weights.h5", "has '/layers/dense/vars/0' in a virtual layout: its data are in other files, and these are not followed")]
    [TestCase("h5-huge-declared.weights.h5", "has '/layers/dense/vars/0' of shape [1048576, 1048576], which takes 4398046511104 bytes, and stores 0")]
    [TestCase("h5-complex64.weights.h5", "has '/layers/dense/vars/0', which is complex or another structure (a compound type); a weight is a real number")]
    [TestCase("h5-bool.weights.h5", "has '/layers/dense/vars/0', which is an enumeration (as bool is); a weight is a real number")]
    [TestCase("h5-scalar-space.weights.h5", "has '/layers/dense/vars/1', which has no data (a null dataspace)")]
    [TestCase("h5-flipped-2-tree.weights.h5", "is damaged HDF5: the B-tree node at byte 136 is of the kind 193, where 0 must be")]
    [TestCase("h5-flipped-6-heap.weights.h5", "is damaged HDF5: the local heap at byte 39687971716203208 should have 88 bytes, and the file has 39056")]
    public void What_is_wrong_is_named(string file, string fault) =>
        Assert.That(() => Hdf5File.Open(KerasFiles.Read($"bad/{file}")), Throws.TypeOf<ContentFaultException>().With.Message.EqualTo(fault));

    [TestCase("h5-flipped-0-superblock.weights.h5")]
    [TestCase("h5-flipped-4-object-header.weights.h5")]
    [TestCase("h5-flipped-8-symbols.weights.h5")]
    [TestCase("h5-gzip-shuffle.weights.h5")]
    [TestCase("h5-user-block.weights.h5")]
    public void What_is_not_wrong_is_read_as_the_good_file(string file) =>
        Assert.That(Arrays(KerasFiles.Read($"bad/{file}")), Is.EqualTo(Arrays(Good)));

    [Test]
    public void Another_precision_holds_the_same_numbers()
    {
        using Hdf5File file = Hdf5File.Open(KerasFiles.Read("bad/h5-float64.weights.h5"));
        using Hdf5File good = Hdf5File.Open(Good);
        Hdf5Dataset kernel = file.Root.FindDataset("layers/dense/vars/0")!;

        Assert.That(kernel.Type, Is.EqualTo(Hdf5Type.Float64));
        Assert.That(kernel.ReadValues(), Is.EqualTo(good.Root.FindDataset("layers/dense/vars/0")!.ReadValues()));
    }

    [Test]
    public void Infinity_is_a_number()
    {
        using Hdf5File file = Hdf5File.Open(KerasFiles.Read("bad/h5-inf.weights.h5"));

        Assert.That(file.Root.FindDataset("layers/dense/vars/0")!.ReadValues(), Does.Contain(double.PositiveInfinity));
    }

    [Test]
    public void Every_bad_file_of_HDF5_is_read_to_its_end_or_refused()
    {
        string[] files =
        [
            .. File.ReadLines(Path.Combine(KerasFiles.Root, "bad", "expected.json"))
                .Where(line => line.StartsWith('{'))
                .Select(line => JsonNode.Parse(line.TrimEnd(','))!["file"]!.GetValue<string>())
                .Where(file => Hdf5File.IsHdf5(KerasFiles.Read($"bad/{file}"))),
        ];

        Assert.That(files, Has.Length.GreaterThan(20));
        foreach (string file in files)
        {
            try
            {
                Hdf5Content.ReadAll(KerasFiles.Read($"bad/{file}"));
            }
            catch (ContentFaultException fault)
            {
                Assert.That(fault.Message, Does.Match("^(has|holds|is) .*[^.]$"), file);
            }
        }
    }

    // Changed letters of a text are another text.
    private static string[] Arrays(byte[] content) => [.. Hdf5Content.Describe(content).Where(line => !line.Contains('@', StringComparison.Ordinal))];
}
