using FashionRef.Formats.Hdf5.Structure;
using PureHDF;

namespace FashionRef.Tests.Formats.Hdf5.Structure;

/// <summary>
/// A file with one dataset in ten chunks, whose index is a tree of two levels. It is made of one with a compact dataset, for no library
/// at hand writes such a tree; PureHDF reads it.
/// </summary>
internal sealed class ChunkTree
{
    private const int ChunkLength = 10;
    private const int LeafEntries = 4;
    private const int ChunkBytes = ChunkLength * sizeof(float);

    private readonly List<byte> _content;

    public ChunkTree()
    {
        using MemoryStream stream = new();
        new H5File { ["x"] = Values }.Write(stream);
        _content = [.. stream.ToArray()];
        List<(int First, int Next, long Address)> leaves = [];
        long[] chunks = [.. Enumerable.Range(0, Values.Length / ChunkLength).Select(AddChunk)];
        for (int i = 0; i < chunks.Length; i += LeafEntries)
        {
            int next = Math.Min(i + LeafEntries, chunks.Length);
            leaves.Add((i, next, AddNode(0, [.. Enumerable.Range(i, next - i).Select(chunk => (chunk, chunks[chunk]))], next)));
        }

        Leaf = (int)leaves[0].Address;
        Root = (int)AddNode(1, [.. leaves.Select(leaf => (leaf.First, leaf.Address))], chunks.Length);
        Content = [.. _content];
        Hdf5Edit edit = new(Content);

        // Version 3, in chunks, of one dimension and one for the element, the tree, and the lengths.
        edit.Set(edit.MessageOf("x", MessageKind.Layout), [3, 2, 2, .. BitConverter.GetBytes((long)Root), ChunkLength, 0, 0, 0, sizeof(float), 0, 0, 0]);
        Content = edit.Set64(28, (ulong)Content.Length).Content;
    }

    public static float[] Values { get; } = [.. Enumerable.Range(0, 100).Select(i => i / 4f)];

    public byte[] Content { get; }

    public int Root { get; }

    /// <summary>The first leaf.</summary>
    public int Leaf { get; }

    private long AddChunk(int chunk)
    {
        _content.AddRange(Values.AsSpan(chunk * ChunkLength, ChunkLength).ToArray().SelectMany(BitConverter.GetBytes));
        return _content.Count - ChunkBytes;
    }

    private long AddNode(byte level, (int Chunk, long Address)[] children, int next)
    {
        int start = _content.Count;
        _content.AddRange([.. "TREE"u8, 1, level, .. BitConverter.GetBytes((ushort)children.Length), .. BitConverter.GetBytes(-1L), .. BitConverter.GetBytes(-1L)]);
        foreach ((int chunk, long address) in children)
        {
            AddKey(chunk);
            _content.AddRange(BitConverter.GetBytes(address));
        }

        AddKey(next);
        return start;
    }

    // A length, filters that are skipped, and where the chunk begins, in elements and in bytes of one.
    private void AddKey(int chunk) =>
        _content.AddRange([.. BitConverter.GetBytes((long)ChunkBytes), .. BitConverter.GetBytes((long)chunk * ChunkLength), .. BitConverter.GetBytes(0L)]);
}
