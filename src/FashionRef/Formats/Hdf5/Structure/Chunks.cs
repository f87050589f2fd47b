using System.Buffers.Binary;
using FashionRef.Files;
using static System.FormattableString;

namespace FashionRef.Formats.Hdf5.Structure;

/// <summary>Data in chunks: where each is, whether all are there, and what they come out at.</summary>
internal sealed class Chunks(FileBytes file, Datatype type, Dataspace space, Filters filters, string path)
{
    private const int SingleChunk = 1;
    private const int ImplicitChunks = 2;
    private const int FilteredFlag = 2;
    private const int KeyStart = 8;

    // No other compression than deflate, whose code of one bit stands for at most 258 bytes, and of two for a pair.
    private const int MostOfDeflate = 1032;

    private readonly int _rank = space.Shape.Count;
    private readonly Dictionary<ulong, (ulong[] First, ulong[] Next)> _keysOfParents = [];
    private ulong[] _sizes = [];
    private long[] _grid = [];
    private long _count;
    private long _chunkBytes;

    public Storage Read(BlockReader reader, byte version) => version == 3 ? ReadTree(reader) : ReadNew(reader);

    private Storage ReadTree(BlockReader reader)
    {
        byte stored = reader.Byte();
        ulong tree = reader.UInt64();
        if (tree == FileBytes.Undefined && space.Count > 0)
        {
            throw Storage.Absent(path, space, (UInt128)space.Count * type.Bytes, 0);
        }

        TakeSizes(ref reader, stored, sizeof(uint));
        if (space.Count == 0)
        {
            return default;
        }

        long found = 0;
        int keyBytes = KeyStart + (sizeof(ulong) * (_rank + 1));
        foreach (TreeEntry entry in Tree1.Leaves(file, tree, TreeKind.Chunks, keyBytes, Look))
        {
            // The library finds chunks by halving and takes a missing one for zeros: all must be there, each in its turn.
            if (found == _count || !IsAt(entry.Key, found))
            {
                throw new ContentFaultException(Invariant($"has '{path}' with a chunk of its data in the wrong place: number {found + 1} of {_count}"));
            }

            RequireChunk(entry);
            found++;
        }

        return found < _count
            ? throw new ContentFaultException(Invariant($"has '{path}' with {found} of the {_count} chunks of its data"))
            : new Storage(_count * _chunkBytes, filters.Deflates);
    }

    private Storage ReadNew(BlockReader reader)
    {
        byte flags = reader.Byte();
        byte stored = reader.Byte();
        byte width = reader.Byte();
        if ((flags & ~FilteredFlag) != 0 || width is 0 or > sizeof(ulong))
        {
            throw reader.Unread(Invariant($"chunks with the flags {flags} and sizes of {width} bytes"));
        }

        TakeSizes(ref reader, stored, width);
        byte index = reader.Byte();
        bool isFiltered = index == SingleChunk && (flags & FilteredFlag) != 0;
        ulong length = isFiltered ? reader.UInt64() : (ulong)_chunkBytes;
        uint skipped = isFiltered ? reader.UInt32() : 0;
        if (index is not (SingleChunk or ImplicitChunks))
        {
            string name = index switch { 3 => "a fixed array", 4 => "an extensible array", 5 => "a B-tree of version 2", _ => "an unknown index" };
            throw new ContentFaultException($"has '{path}' in chunks with {name}, which is not read here; h5py writes a tree without libver='latest'");
        }

        ulong address = reader.UInt64();
        if (space.Count == 0)
        {
            return default;
        }

        if ((index == SingleChunk && _count != 1) || isFiltered == filters.IsNone)
        {
            throw reader.Fault(Invariant($"has an index of the kind {index} for {_count} chunks"));
        }

        RequireStored(address, index == SingleChunk ? length : (ulong)(_count * _chunkBytes), skipped, _count * _chunkBytes);
        return new Storage(_count * _chunkBytes, filters.Deflates);
    }

    // The last size is that of an element.
    private void TakeSizes(ref BlockReader reader, byte stored, int width)
    {
        if (stored != _rank + 1 || _rank == 0)
        {
            throw reader.Fault(Invariant($"has chunks of {stored - 1} dimensions, and '{path}' has {_rank}"));
        }

        _sizes = new ulong[stored];
        UInt128 chunkBytes = 1;
        for (int i = 0; i < stored; i++)
        {
            _sizes[i] = reader.UInt(width);
            chunkBytes *= _sizes[i];
            if (_sizes[i] == 0 || chunkBytes > int.MaxValue)
            {
                throw reader.Fault("has chunks without elements or with more than can be read");
            }
        }

        if (_sizes[^1] != type.Bytes)
        {
            throw reader.Fault(Invariant($"has elements of {_sizes[^1]} bytes, and their type has {type.Bytes}"));
        }

        _chunkBytes = (long)chunkBytes;
        _grid = [.. space.Shape.Select((size, i) => (long)(((UInt128)size + _sizes[i] - 1) / _sizes[i]))];
        UInt128 count = 1;
        foreach (long side in _grid)
        {
            count *= (ulong)side;
            RequireRoom(count);
        }

        _count = (long)count;
    }

    // Before anything is asked for: what is declared must have room in the file, or in what can be compressed so far.
    private void RequireRoom(UInt128 chunks)
    {
        long most = filters.Deflates ? Math.Min(MostOfDeflate * file.Length, Storage.MostInflated(file.Length)) : file.Length;
        if (chunks * (UInt128)_chunkBytes > (UInt128)most)
        {
            throw new ContentFaultException(Invariant(
                $"has '{path}' of shape {Dataspace.Text(space.Shape)}, whose chunks take more than the {most} bytes that a file of {file.Length} may hold in it"));
        }
    }

    private void RequireChunk(TreeEntry entry)
    {
        ReadOnlySpan<byte> key = file.Content.Span[entry.Key..];
        RequireStored(
            entry.Child, BinaryPrimitives.ReadUInt32LittleEndian(key), BinaryPrimitives.ReadUInt32LittleEndian(key[sizeof(uint)..]), _chunkBytes);
    }

    private void RequireStored(ulong address, ulong length, uint skippedFilters, long bytes)
    {
        BlockReader stored = file.Block("chunk", address, length);
        string? fault = skippedFilters != 0 ? "that skips a filter" : filters.Fault(file.Content.Slice(stored.Address, stored.Left), bytes);
        if (fault is not null)
        {
            throw new ContentFaultException($"has '{path}' with a chunk of its data {fault}");
        }
    }

    // The library goes from a node to the child between whose keys a chunk lies.
    private void Look(TreeNode node)
    {
        ulong[][] places = [.. node.Entries.Select(entry => Place(entry.Key)), Place(node.LastKey)];
        bool isOrdered = (node.Level == 0 || places.Length > 1) && Enumerable.Range(1, places.Length - 1).All(i => Compare(places[i - 1], places[i]) < 0);
        if (isOrdered && _keysOfParents.TryGetValue(node.Address, out (ulong[] First, ulong[] Next) parent))
        {
            isOrdered = Compare(places[0], parent.First) == 0 && Compare(places[^1], parent.Next) <= 0;
        }

        if (!isOrdered)
        {
            throw new ContentFaultException($"has '{path}' with an index of its chunks that is out of order");
        }

        for (int i = 0; node.Level > 0 && i < node.Entries.Length; i++)
        {
            _keysOfParents[node.Entries[i].Child] = (places[i], places[i + 1]);
        }
    }

    // As the library counts: in chunks, and the last in elements.
    private ulong[] Place(int key) => [.. _sizes.Select((size, i) => Offset(key, i) / size)];

    private ulong Offset(int key, int dimension) =>
        BinaryPrimitives.ReadUInt64LittleEndian(file.Content.Span[(key + KeyStart + (sizeof(ulong) * dimension))..]);

    private bool IsAt(int key, long index)
    {
        if (Offset(key, _rank) != 0)
        {
            return false;
        }

        for (int i = _rank - 1; i >= 0; i--)
        {
            if (Offset(key, i) != (ulong)(index % _grid[i]) * _sizes[i])
            {
                return false;
            }

            index /= _grid[i];
        }

        return true;
    }

    private static int Compare(ulong[] left, ulong[] right)
    {
        int i = 0;
        while (i < left.Length && left[i] == right[i])
        {
            i++;
        }

        return i == left.Length ? 0 : left[i].CompareTo(right[i]);
    }
}
