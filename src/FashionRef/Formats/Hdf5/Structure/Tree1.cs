using static System.FormattableString;

namespace FashionRef.Formats.Hdf5.Structure;

/// <summary>What a tree is over, by the numbers of the format.</summary>
internal enum TreeKind
{
    Group = 0,
    Chunks = 1,
}

/// <summary>An entry of a leaf: where its key is, and what it leads to.</summary>
internal readonly record struct TreeEntry(int Key, ulong Child);

/// <summary>A node: keys and children take turns, and there is one key more.</summary>
internal sealed record TreeNode(ulong Address, int Level, TreeEntry[] Entries, int LastKey);

/// <summary>B-trees of the format's version 1.</summary>
internal static class Tree1
{
    // The least entries of a node are more than one: so deep a tree has more leaves than any file has bytes.
    private const int MostLevels = 32;
    private const int HeaderBytes = 24;
    private const string What = "B-tree node";

    /// <summary>All entries of the leaves, from the first on. No node is visited twice, so this ends.</summary>
    /// <param name="file">The file.</param>
    /// <param name="root">The address of the first node.</param>
    /// <param name="kind">What it must be over.</param>
    /// <param name="keyBytes">The length of a key.</param>
    /// <param name="look">Called for each node, a parent before its children.</param>
    public static IEnumerable<TreeEntry> Leaves(FileBytes file, ulong root, TreeKind kind, int keyBytes, Action<TreeNode>? look = null)
    {
        HashSet<ulong> seen = [];
        Stack<(ulong Address, int Level)> open = new([(root, -1)]);
        while (open.TryPop(out (ulong Address, int Level) next))
        {
            if (!seen.Add(next.Address))
            {
                throw file.Damaged(What, next.Address, "is reached twice: the tree leads back to itself");
            }

            TreeNode node = ReadNode(file, next.Address, kind, keyBytes);
            if (next.Level >= 0 ? node.Level != next.Level : node.Level > MostLevels)
            {
                throw file.Damaged(What, next.Address, Invariant($"is of the level {node.Level}, where {Math.Max(next.Level, 0)} must be"));
            }

            look?.Invoke(node);
            for (int i = node.Level > 0 ? node.Entries.Length - 1 : -1; i >= 0; i--)
            {
                open.Push((node.Entries[i].Child, node.Level - 1));
            }

            foreach (TreeEntry entry in node.Level == 0 ? node.Entries : [])
            {
                yield return entry;
            }
        }
    }

    private static TreeNode ReadNode(FileBytes file, ulong address, TreeKind kind, int keyBytes)
    {
        BlockReader reader = file.Block(What, address, HeaderBytes);
        reader.Expect("TREE"u8);
        byte stored = reader.Byte();
        if (stored != (int)kind)
        {
            throw reader.Fault(Invariant($"is of the kind {stored}, where {(int)kind} must be"));
        }

        byte level = reader.Byte();
        ushort count = reader.UInt16();
        int entryBytes = keyBytes + sizeof(ulong);
        BlockReader content = file.Block(What, address + HeaderBytes, ((ulong)count * (ulong)entryBytes) + (ulong)keyBytes);
        TreeEntry[] entries = new TreeEntry[count];
        for (int i = 0; i < count; i++)
        {
            int key = content.Address;
            content.Skip(keyBytes);
            entries[i] = new TreeEntry(key, content.UInt64());
        }

        return new TreeNode(address, level, entries, content.Address);
    }
}
