using static System.FormattableString;

namespace FashionRef.Formats.Hdf5.Structure;

/// <summary>Where the links of a group of the old form are: a tree whose leaves hold entries, and a heap with their names.</summary>
internal readonly record struct SymbolTable(ulong Tree, ulong Heap)
{
    private const string Node = "symbol table node";
    private const int EntryBytes = 40;

    public static SymbolTable Read(BlockReader reader) => new(reader.UInt64(), reader.UInt64());

    /// <summary>All links, in the order of the tree.</summary>
    public IEnumerable<GroupLink> Links(FileBytes file, Func<string, string> path)
    {
        (int Start, int End) names = ReadHeap(file);
        foreach (TreeEntry leaf in Tree1.Leaves(file, Tree, TreeKind.Group, keyBytes: sizeof(ulong)))
        {
            int count = ReadCount(file, leaf.Child);
            BlockReader entries = file.Block(Node, leaf.Child + 8, (ulong)count * EntryBytes);
            for (int i = 0; i < count; i++)
            {
                yield return ReadEntry(file, ref entries, names, path);
            }
        }
    }

    private static int ReadCount(FileBytes file, ulong address)
    {
        BlockReader reader = file.Block(Node, address, 8);
        reader.Expect("SNOD"u8);
        reader.ExpectVersion(1, reader.Byte());
        reader.Skip(1);
        return reader.UInt16();
    }

    private (int Start, int End) ReadHeap(FileBytes file)
    {
        BlockReader reader = file.Block("local heap", Heap, 32);
        reader.Expect("HEAP"u8);
        reader.ExpectVersion(0, reader.Byte());
        reader.Skip(3);
        ulong length = reader.UInt64();
        reader.Skip(sizeof(ulong));
        BlockReader names = file.Block("local heap", reader.UInt64(), length);
        return (names.Address, names.Address + names.Left);
    }

    private static GroupLink ReadEntry(FileBytes file, ref BlockReader reader, (int Start, int End) names, Func<string, string> path)
    {
        ulong offset = reader.UInt64();
        ulong address = reader.UInt64();
        uint kind = reader.UInt32();
        reader.Skip(sizeof(uint));
        reader.Skip(2 * sizeof(ulong));
        if (offset >= (ulong)(names.End - names.Start))
        {
            throw reader.Fault(Invariant($"has a name at {offset} in a heap of {names.End - names.Start} bytes"));
        }

        ReadOnlySpan<byte> rest = file.Content.Span[(names.Start + (int)offset)..names.End];
        int length = rest.IndexOf((byte)0);
        string name = length < 0 ? throw reader.Fault("has a name without an end") : GroupLink.ReadName(file, rest[..length], reader);
        return kind switch
        {
            // 1 has a copy of where the group's own links are, which is left behind when the group takes the new form: it is not looked at.
            0 or 1 => new GroupLink(name, address),
            2 => throw GroupLink.Soft(path(name)),
            _ => throw reader.Fault(Invariant($"has an entry of the kind {kind}")),
        };
    }
}
