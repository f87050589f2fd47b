using FashionRef.Files;
using FashionRef.Formats.Hdf5;
using PureHDF;

namespace FashionRef.Tests.Formats.Hdf5.Structure;

/// <summary>Groups with many links in the new form, as h5py makes of one with a name that is not ASCII.</summary>
internal sealed class DenseLinksTests
{
    private static readonly string[] Names = [.. Enumerable.Range(0, 40).Select(i => $"couche_\u00e9_{i}").Order(StringComparer.Ordinal)];

    // One block or several in rows, of which the third has larger ones; one node or two levels.
    [TestCase(4096, 0, 512)]
    [TestCase(256, 2, 512)]
    [TestCase(128, 2, 512)]
    [TestCase(4096, 0, 120)]
    [TestCase(256, 4, 120)]
    public void All_links_are_found(int blockBytes, int width, int nodeBytes)
    {
        byte[] content = new DenseGroup(Names, blockBytes, width, nodeBytes).Content;
        using Hdf5File file = Hdf5File.Open(content);

        Assert.That(file.Root.DatasetNames.Order(StringComparer.Ordinal), Is.EqualTo(Names));
        for (int i = 0; i < Names.Length; i++)
        {
            Assert.That(file.Root.FindDataset(Names[i])!.ReadValues(), Is.EqualTo(new double[] { i, -i }));
        }

        // The library, which was written by others, sees the same in the file.
        using MemoryStream stream = new(content);
        using PureHDF.VOL.Native.NativeFile library = H5File.Open(stream);
        Assert.That(library.Children().Select(child => child.Name), Is.EquivalentTo(Names));
    }

    [Test]
    public void A_tree_with_another_number_of_links_is_refused() => AssertRefused(group => (group.Tree + 26, 41), "should have 41 links, and has 40");

    [Test]
    public void A_tree_of_another_kind_is_refused() => AssertRefused(group => (group.Tree + 5, 8), "is of the kind 8 with records of 11 bytes");

    [Test]
    public void A_tree_of_three_levels_is_refused() => AssertRefused(group => (group.Tree + 12, 2), "has so many links in '/' that they are not read here");

    [Test]
    public void A_heap_with_filters_is_refused() => AssertRefused(group => (group.Heap + 7, 1), "has the links of '/' in a fractal heap of an unusual form");

    [Test]
    public void A_heap_with_smaller_blocks_is_refused() => AssertRefused(group => (group.Heap + 113, 1), "has no object of ");

    [Test]
    public void A_mutant_is_read_or_refused() => Hdf5MutationTests.Run(new DenseGroup(Names, 128, 2, 120).Content, stream: 2, mutants: 4000);

    private static void AssertRefused(Func<DenseGroup, (int Place, byte Value)> change, string fault)
    {
        DenseGroup group = new(Names, 4096, 0, 512);
        (int place, byte value) = change(group);
        group.Content[place] = value;

        Assert.That(() => Hdf5File.Open(group.Content), Throws.TypeOf<ContentFaultException>().With.Message.Contains(fault));
    }
}
