using FashionRef.Files;
using static System.FormattableString;

namespace FashionRef.Formats.Hdf5.Structure;

/// <summary>
/// The links of a group that has many in the new form, as h5py makes of one with a name that is not ASCII: each is a message in a fractal
/// heap, and a B-tree of version 2 says where.
/// </summary>
internal sealed class DenseLinks(FileBytes file, string path)
{
    private const int NamesKind = 5;
    private const int HashBytes = 4;
    private const int IdBytes = 7;
    private const int RecordBytes = HashBytes + IdBytes;
    private const int NodeOverhead = 10;
    private const int LeafStart = 6;

    /// <summary>Where the messages of all links are, in the order of the tree.</summary>
    /// <param name="tree">The header of the tree.</param>
    /// <param name="heapAddress">The header of the heap.</param>
    public IEnumerable<BlockReader> Messages(ulong tree, ulong heapAddress)
    {
        FractalHeap heap = FractalHeap.Read(file, heapAddress, IdBytes, path);
        foreach (int record in Records(tree))
        {
            yield return heap.Open(file.Content.Span.Slice(record + HashBytes, IdBytes));
        }
    }

    private int[] Records(ulong tree)
    {
        BlockReader reader = file.Block("B-tree header", tree, 38);
        reader.Expect("BTHD"u8);
        reader.ExpectVersion(0, reader.Byte());
        byte kind = reader.Byte();
        uint nodeBytes = reader.UInt32();
        (ushort recordBytes, ushort depth) = (reader.UInt16(), reader.UInt16());
        reader.Skip(2);
        (ulong root, ushort count, ulong total) = (reader.UInt64(), reader.UInt16(), reader.UInt64());
        if (kind != NamesKind || recordBytes != RecordBytes || nodeBytes < NodeOverhead + RecordBytes)
        {
            throw reader.Fault(Invariant($"is of the kind {kind} with records of {recordBytes} bytes in nodes of {nodeBytes}"));
        }

        // Of the usual nodes of 512 bytes, two levels hold more than a thousand links.
        if (depth > 1)
        {
            throw new ContentFaultException($"has so many links in '{path}' that they are not read here");
        }

        int most = (int)((nodeBytes - NodeOverhead) / RecordBytes);
        (int[] records, (ulong Address, int Count)[] children) = depth == 0
            ? (ReadLeaf(root, count, most), [])
            : ReadInner(root, count, most);
        int[] all = [.. records, .. children.SelectMany(child => ReadLeaf(child.Address, child.Count, most))];
        return (ulong)all.Length == total ? all : throw reader.Fault(Invariant($"should have {total} links, and has {all.Length}"));
    }

    private int[] ReadLeaf(ulong address, int count, int most) => count == 0 && address == FileBytes.Undefined
        ? []
        : ReadRecords(OpenNode(address, "BTLF"u8, LeafStart + ((ulong)count * RecordBytes)), count, most);

    private (int[] Records, (ulong Address, int Count)[] Children) ReadInner(ulong address, int count, int most)
    {
        int countBytes = most > byte.MaxValue ? 2 : 1;
        ulong bytes = (ulong)(LeafStart + (count * RecordBytes) + ((count + 1) * (sizeof(ulong) + countBytes)));
        BlockReader reader = OpenNode(address, "BTIN"u8, bytes);
        int[] records = ReadRecords(reader, count, most);
        reader.Skip(count * RecordBytes);
        (ulong Address, int Count)[] children = new (ulong, int)[count + 1];
        for (int i = 0; i < children.Length; i++)
        {
            children[i] = (reader.UInt64(), (int)reader.UInt(countBytes));
        }

        return (records, children);
    }

    private BlockReader OpenNode(ulong address, ReadOnlySpan<byte> signature, ulong bytes)
    {
        BlockReader reader = file.Block("B-tree node", address, bytes);
        reader.Expect(signature);
        reader.ExpectVersion(0, reader.Byte());
        reader.ExpectVersion(NamesKind, reader.Byte());
        return reader;
    }

    private static int[] ReadRecords(BlockReader reader, int count, int most)
    {
        int[] places = new int[Math.Min(count, most)];
        for (int i = 0; i < places.Length; i++)
        {
            places[i] = reader.Address;
            reader.Skip(RecordBytes);
        }

        return count <= most ? places : throw reader.Fault(Invariant($"should hold {count} links, and at most {most} have room"));
    }
}
