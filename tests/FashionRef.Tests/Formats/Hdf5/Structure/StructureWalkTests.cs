using FashionRef.Files;
using FashionRef.Formats.Hdf5;
using FashionRef.Formats.Hdf5.Structure;
using PureHDF;

namespace FashionRef.Tests.Formats.Hdf5.Structure;

/// <summary>What would lead a reader round in circles, out of the file, into its depths or out of memory is refused before anything is read.</summary>
internal sealed class StructureWalkTests
{
    private const string Kernel = "layers/dense/vars/0";

    private static readonly byte[] Good = KerasFiles.Read("bad/good/good.weights.h5");

    [Test]
    public void A_header_that_goes_on_in_itself_is_refused()
    {
        Hdf5Edit edit = new(Good);
        int header = (int)edit.ObjectAt(Kernel);

        // The first message becomes one that leads to the block in which it is.
        edit.Set16(header + 16, 16).Set64(header + 24, (ulong)header + 16).Set64(header + 32, 24);

        AssertRefused(edit, "has blocks that lead back to one another");
    }

    [Test]
    public void A_message_longer_than_its_header_is_refused()
    {
        Hdf5Edit edit = new(Good);

        AssertRefused(edit.Set16((int)edit.ObjectAt(Kernel) + 18, 60000), "in the middle of what it should hold");
    }

    [Test]
    public void A_header_with_another_number_of_messages_is_refused()
    {
        Hdf5Edit edit = new(Good);

        AssertRefused(edit.Set16((int)edit.ObjectAt(Kernel) + 2, 77), "should have 77 messages, and has ");
    }

    [Test]
    public void A_message_that_is_shared_is_refused()
    {
        Hdf5Edit edit = new(Good);

        AssertRefused(edit.Set(edit.MessageOf(Kernel, MessageKind.Datatype) - 4, 2), "a message that other objects share (as a named datatype)");
    }

    [Test]
    public void A_tree_whose_node_is_its_own_child_is_refused()
    {
        Hdf5Edit edit = new(Good);
        int tree = (int)edit.TableOf("layers").Tree;

        AssertRefused(edit.Set(tree + 5, 1).Set64(tree + 32, (ulong)tree), "is reached twice: the tree leads back to itself");
    }

    [Test]
    public void A_tree_with_the_same_child_twice_is_refused()
    {
        Hdf5Edit edit = new(Good);
        int tree = (int)edit.TableOf("layers").Tree;
        ulong other = edit.TableOf("layers/dense").Tree;
        edit.Set(tree + 5, 1).Set16(tree + 6, 2).Set64(tree + 32, other).Set64(tree + 48, other);

        AssertRefused(edit, "is reached twice: the tree leads back to itself");
    }

    [Test]
    public void A_tree_deeper_than_any_file_needs_is_refused()
    {
        Hdf5Edit edit = new(Good);

        AssertRefused(edit.Set((int)edit.TableOf("layers").Tree + 5, 200), "is of the level 200, where 0 must be");
    }

    [TestCase("", "has a group with two names")]
    [TestCase("layers", "has a group with two names")]
    [TestCase("layers/dense", "has a group with two names")]
    public void A_group_within_itself_is_refused(string target, string fault)
    {
        Hdf5Edit edit = new(Good);

        AssertRefused(edit.Set64(edit.LinkTo("layers/dense/vars"), target.Length == 0 ? edit.Root : edit.ObjectAt(target)), fault);
    }

    [Test]
    public void Groups_too_deep_within_one_another_are_refused()
    {
        H5Group deep = new() { ["values"] = new float[] { 1 } };
        for (int i = 0; i < 65; i++)
        {
            deep = new H5Group { ["group"] = deep };
        }

        AssertRefused(Written(new H5File { ["group"] = deep }), "has groups within groups, more than 64 deep");
    }

    // Each may be read, and their sum is more than the file can stand for.
    [Test]
    public void Ten_thousand_names_for_one_dataset_are_not_ten_thousand_datasets()
    {
        H5Dataset shared = new(new float[4096]);
        H5File file = [];
        for (int i = 0; i < 10_000; i++)
        {
            file.Add($"{i}", shared);
        }

        byte[] content = Written(file);
        using Hdf5File read = Hdf5File.Open(content);

        Assert.That(read.Root.DatasetNames, Has.Count.EqualTo(10_000));
        Assert.That(
            () => read.Root.DatasetNames.Sum(name => read.Root.FindDataset(name)!.ReadValues().Length),
            Throws.TypeOf<ContentFaultException>().With.Message.Contains("so often").Or.Message.Contains("under so many names"));
    }

    [Test]
    public void Thousands_of_datasets_below_a_name_as_long_as_a_book_are_refused()
    {
        H5Dataset shared = new(new float[1]);
        H5Group group = [];
        for (int i = 0; i < 2000; i++)
        {
            group.Add($"{i}", shared);
        }

        AssertRefused(Written(new H5File { [new string('x', 50_000)] = group }), "refers to its ");
    }

    [Test]
    public void A_name_twice_in_a_group_is_refused()
    {
        byte[] content = Written(new H5File { ["a1"] = new float[] { 1 }, ["a2"] = new float[] { 2 } });
        content[content.AsSpan().IndexOf("a2"u8) + 1] = (byte)'1';

        AssertRefused(content, "has the name '/a1' twice");
    }

    [Test]
    public void A_name_with_a_slash_is_refused()
    {
        byte[] content = Written(new H5File { ["a1"] = new float[] { 1 } });
        content[content.AsSpan().IndexOf("a1"u8)] = (byte)'/';

        AssertRefused(content, "holds the name '/1', which no object can have");
    }

    [Test]
    public void More_elements_than_can_be_counted_are_refused()
    {
        Hdf5Edit edit = new(Good);

        AssertRefused(edit.Set64(edit.MessageOf(Kernel, MessageKind.Dataspace) + 8, 1UL << 62), "has more elements than can be counted");
    }

    [Test]
    public void More_elements_than_are_stored_are_refused()
    {
        Hdf5Edit edit = new(Good);

        AssertRefused(
            edit.Set64(edit.MessageOf(Kernel, MessageKind.Dataspace) + 8, 1 << 30),
            "has '/layers/dense/vars/0' of shape [1073741824, 10], which takes 42949672960 bytes, and stores 3920");
    }

    [TestCase(ulong.MaxValue, "stores 0")]
    [TestCase(1UL << 40, "stores 0")]
    [TestCase(38_000UL, "stores 1056")]
    public void Data_outside_of_the_file_are_refused(ulong address, string fault)
    {
        Hdf5Edit edit = new(Good);

        AssertRefused(edit.Set64(edit.MessageOf(Kernel, MessageKind.Layout) + 2, address), fault);
    }

    [Test]
    public void A_number_in_an_unusual_form_is_refused()
    {
        Hdf5Edit edit = new(Good);
        int type = edit.MessageOf(Kernel, MessageKind.Datatype);

        // The exponent's bias.
        AssertRefused(edit.Set32(type + 16, 126), "which is a number of 4 bytes in a form other than IEEE's half, single and double precision");
    }

    [Test]
    public void Numbers_in_the_other_byte_order_are_the_same_numbers()
    {
        Hdf5Edit edit = new(Good);
        edit.Content[edit.MessageOf(Kernel, MessageKind.Datatype) + 1] |= 1;
        int start = (int)edit.Get64(edit.MessageOf(Kernel, MessageKind.Layout) + 2);
        for (int i = 0; i < 980; i++)
        {
            edit.Content.AsSpan(start + (4 * i), 4).Reverse();
        }

        Assert.That(Hdf5Content.Describe(edit.Content), Is.EqualTo(Hdf5Content.Describe(Good)));
    }

    [Test]
    public void A_whole_number_that_no_double_holds_is_refused()
    {
        Hdf5Edit edit = new(Good);
        edit.Set64((int)edit.Get64(edit.MessageOf("optimizer/vars/0", MessageKind.Layout) + 2), (1UL << 53) + 1);
        using Hdf5File file = Hdf5File.Open(edit.Content);

        Assert.That(
            () => file.Root.FindDataset("optimizer/vars/0")!.ReadValues(),
            Throws.TypeOf<ContentFaultException>().With.Message.EqualTo("has '/optimizer/vars/0', which holds the whole number 9007199254740993; those up to 2^53 are read here"));
    }

    [Test]
    public void A_text_that_is_nowhere_is_refused()
    {
        Hdf5Edit edit = new(Good);
        edit.Set(edit.Content.AsSpan().IndexOf("GCOL"u8), (byte)'X');
        using Hdf5File file = Hdf5File.Open(edit.Content);

        Assert.That(() => file.Root.FindGroup("layers/dense/vars")!.FindText("name"), Throws.TypeOf<ContentFaultException>().With.Message.Contains("global heap collection"));
    }

    // Each would be a call within a call.
    [Test]
    public void A_text_of_texts_of_texts_is_refused()
    {
        Hdf5Edit edit = new(Written(new H5File { Attributes = { ["a"] = new string('x', 10), ["long"] = new byte[60_000] } }));
        int attribute = edit.Content.AsSpan().IndexOf("long\0"u8);
        byte[] text = [0x19, 1, 0, 0, 16, 0, 0, 0];
        for (int i = 0; i < 7000; i++)
        {
            edit.Set(attribute + 5 + (8 * i), text);
        }

        AssertRefused(edit, "has a text of variable length that is not one of bytes");
    }

    [TestCase(1, "addresses of 4 and lengths of 8 bytes instead of 8", 13, 4)]
    [TestCase(1, "the version 9 instead of 0 to 3", 8, 9)]
    [TestCase(8, "has no root group", 64, 255)]
    public void A_superblock_that_is_not_read_here_is_named(int length, string fault, int place, byte value)
    {
        Hdf5Edit edit = new(Good);

        AssertRefused(edit.Set(place, [.. Enumerable.Repeat(value, length)]), fault);
    }

    private static void AssertRefused(Hdf5Edit edit, string fault) => AssertRefused(edit.Content, fault);

    private static void AssertRefused(byte[] content, string fault) =>
        Assert.That(() => Hdf5File.Open(content), Throws.TypeOf<ContentFaultException>().With.Message.Contains(fault));

    private static byte[] Written(H5File file)
    {
        using MemoryStream stream = new();
        file.Write(stream, new H5WriteOptions(PreferCompactDatasetLayout: false));
        return stream.ToArray();
    }
}
