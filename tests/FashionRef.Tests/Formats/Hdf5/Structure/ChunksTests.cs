using FashionRef.Files;
using FashionRef.Formats.Hdf5;
using PureHDF;
using PureHDF.Filters;
using PureHDF.VOL.Native;

namespace FashionRef.Tests.Formats.Hdf5.Structure;

/// <summary>Data in chunks: all are there and come out at their lengths, or the file is refused.</summary>
internal sealed class ChunksTests
{
    private static readonly byte[] Filtered = KerasFiles.Read("bad/h5-gzip-shuffle.weights.h5");
    private static readonly float[] Values = [.. Enumerable.Range(0, 100).Select(i => i / 8f)];

    private static int Tree => Filtered.AsSpan().IndexOf("TREE\u0001"u8);

    [Test]
    public void A_missing_chunk_is_named() => AssertRefused(edit => edit.Set16(Tree + 6, 0), "has '/layers/dense/vars/0' with 0 of the ", " chunks of its data");

    [Test]
    public void A_tree_of_another_kind_is_named() => AssertRefused(edit => edit.Set(Tree + 4, 0), "is of the kind 0, where 1 must be");

    [Test]
    public void A_chunk_in_the_wrong_place_is_named() =>
        AssertRefused(edit => edit.Set64(Tree + 24 + 8, edit.Get64(Tree + 24 + 8) + 1), "with a chunk of its data in the wrong place: number 1 of");

    [Test]
    public void A_skipped_filter_is_named() => AssertRefused(edit => edit.Set32(Tree + 24 + 4, 1), "with a chunk of its data that skips a filter");

    [Test]
    public void A_chunk_outside_of_the_file_is_named() => AssertRefused(edit => edit.Set64(Tree + 24 + 32, 1UL << 50), "the chunk at byte 1125899906842624 should have");

    [Test]
    public void A_chunk_that_is_not_deflated_is_named()
    {
        Hdf5Edit edit = new(Filtered);

        AssertRefused(_ => edit.Set((int)edit.Get64(Tree + 24 + 32), 0, 0, 0), "with a chunk of its data that does not come out at its");
    }

    [TestCase("shuffle", 4, "has '/layers/dense/vars/0' under the filter szip; deflate (gzip), shuffle and Fletcher-32 are read here")]
    [TestCase("shuffle", 32000, "under the filter lzf")]
    [TestCase("deflate", 999, "under the filter number 999")]
    public void A_filter_that_is_not_read_is_named(string filter, int number, string fault)
    {
        // The name stands behind the number, its own length, flags and a count.
        int place = Filtered.AsSpan().IndexOf(System.Text.Encoding.ASCII.GetBytes(filter)) - 8;

        AssertRefused(edit => edit.Set16(place, (ushort)number), fault);
    }

    [Test]
    public void Shuffled_elements_of_another_length_are_refused()
    {
        int place = Filtered.AsSpan().IndexOf("shuffle\0"u8) + 8;

        AssertRefused(edit => edit.Set32(place, 8), "shuffles elements of 8 bytes, and they have 4");
    }

    [Test]
    public void A_changed_byte_is_told_by_the_checksum()
    {
        Hdf5Edit edit = new(Filtered);

        // Behind the deflated bytes, which end with a checksum of their own.
        int chunk = (int)edit.Get64(Tree + 24 + 32);
        int length = BitConverter.ToInt32(edit.Content, Tree + 24);
        edit.Content[chunk + length - 1] ^= 1;
        using Hdf5File file = Hdf5File.Open(edit.Content);

        Assert.That(() => file.Root.FindDataset("layers/dense/vars/0")!.ReadValues(), Throws.TypeOf<ContentFaultException>().With.Message.Contains("is damaged HDF5 ("));
    }

    [TestCase(100u, false)]
    [TestCase(100u, true)]
    [TestCase(30u, false)]
    public void Chunks_of_the_new_form_are_read(uint chunk, bool deflated)
    {
        using Hdf5File file = Hdf5File.Open(Written(chunk, deflated));

        Assert.That(file.Root.FindDataset("x")!.ReadValues(), Is.EqualTo(Values));
    }

    [Test]
    public void An_index_that_is_not_read_is_named() =>
        Assert.That(() => Hdf5File.Open(Written(30, deflated: true)), Throws.TypeOf<ContentFaultException>().With.Message.StartsWith("has '/x' in chunks with a fixed array, which is not read here"));

    [Test]
    public void Chunks_are_found_in_a_tree_of_two_levels()
    {
        byte[] content = new ChunkTree().Content;
        using Hdf5File file = Hdf5File.Open(content);

        Assert.That(file.Root.FindDataset("x")!.ReadValues(), Is.EqualTo(ChunkTree.Values));
    }

    // A node has 24 bytes before its keys, a key 24 bytes, of which the second 8 say where a chunk begins, and a child 8.
    [TestCase(false, 24 + 8, 10UL, "with an index of its chunks that is out of order")]
    [TestCase(false, 24 + 32 + 8, 5UL, "with an index of its chunks that is out of order")]
    [TestCase(true, 24 + 32 + 8, 50UL, "with an index of its chunks that is out of order")]
    [TestCase(true, 24 + 32 + 8, 30UL, "with an index of its chunks that is out of order")]
    [TestCase(false, 24 + (4 * 32) + 8, 50UL, "with an index of its chunks that is out of order")]
    [TestCase(false, 24 + (3 * 32) + 8, 31UL, "with a chunk of its data in the wrong place: number 4 of 10")]
    [TestCase(false, 24, 20UL, "with a chunk of its data that does not come out at its 40 bytes")]
    public void A_tree_that_would_lead_past_a_chunk_is_refused(bool isRoot, int place, ulong value, string fault)
    {
        ChunkTree tree = new();
        Hdf5Edit edit = new(tree.Content);
        edit.Set64((isRoot ? tree.Root : tree.Leaf) + place, value);

        Assert.That(() => Hdf5File.Open(edit.Content), Throws.TypeOf<ContentFaultException>().With.Message.EqualTo($"has '/x' {fault}"));
    }

    [Test]
    public void A_mutant_of_a_tree_is_read_or_refused() => Hdf5MutationTests.Run(new ChunkTree().Content, stream: 3, mutants: 4000);

    // Zeros shrink to a thousandth: 100 MB of them are in a small file.
    [Test]
    public void More_than_weights_can_shrink_is_refused()
    {
        using MemoryStream stream = new();
        new H5File { ["x"] = new H5Dataset(new float[25_000_000], [25_000_000], datasetCreation: new(Filters: [DeflateFilter.Id])) }.Write(stream);

        Assert.That(() => Hdf5File.Open(stream.ToArray()), Throws.TypeOf<ContentFaultException>().With.Message.Contains("has '/x' of shape [25000000], whose chunks take more than the "));
    }

    private static byte[] Written(uint chunk, bool deflated)
    {
        H5DatasetCreation creation = deflated ? new H5DatasetCreation(Filters: [ShuffleFilter.Id, DeflateFilter.Id]) : default;
        using MemoryStream stream = new();
        new H5File { ["x"] = new H5Dataset(Values, [chunk], datasetCreation: creation) }.Write(stream);
        return stream.ToArray();
    }

    private static void AssertRefused(Func<Hdf5Edit, Hdf5Edit> change, params string[] faults)
    {
        byte[] content = change(new Hdf5Edit(Filtered)).Content;
        ContentFaultException fault = Assert.Throws<ContentFaultException>(() => Hdf5File.Open(content))!;
        foreach (string part in faults)
        {
            Assert.That(fault.Message, Does.Contain(part));
        }
    }
}
