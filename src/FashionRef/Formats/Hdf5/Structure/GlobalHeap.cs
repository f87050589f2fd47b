using static System.FormattableString;

namespace FashionRef.Formats.Hdf5.Structure;

/// <summary>The collections in which texts of variable length are.</summary>
internal sealed class GlobalHeap(FileBytes file)
{
    private const string What = "global heap collection";
    private const int HeaderBytes = 16;

    private readonly Dictionary<ulong, Dictionary<ushort, (int Address, int Length)>> _collections = [];

    /// <summary>The bytes of an object.</summary>
    /// <param name="address">The collection's.</param>
    /// <param name="index">The object's in it.</param>
    /// <param name="length">How many bytes of it are meant.</param>
    public ReadOnlySpan<byte> Find(ulong address, uint index, uint length)
    {
        if (!_collections.TryGetValue(address, out Dictionary<ushort, (int Address, int Length)>? objects))
        {
            objects = Read(address);
            _collections.Add(address, objects);
        }

        if (index > ushort.MaxValue || !objects.TryGetValue((ushort)index, out (int Address, int Length) found))
        {
            throw file.Damaged(What, address, Invariant($"has no object {index}, to which a text refers"));
        }

        return length > found.Length
            ? throw file.Damaged(What, address, Invariant($"has an object {index} of {found.Length} bytes, and a text has {length}"))
            : file.Content.Span.Slice(found.Address, (int)length);
    }

    private Dictionary<ushort, (int Address, int Length)> Read(ulong address)
    {
        BlockReader header = file.Block(What, address, HeaderBytes);
        header.Expect("GCOL"u8);
        header.ExpectVersion(1, header.Byte());
        header.Skip(3);
        ulong length = header.UInt64();
        if (length < HeaderBytes)
        {
            throw header.Fault(Invariant($"has {length} bytes"));
        }

        Dictionary<ushort, (int Address, int Length)> objects = [];
        BlockReader reader = file.Block(What, address + HeaderBytes, length - HeaderBytes);

        // The last object, number 0, is the free space.
        while (reader.Left >= HeaderBytes && reader.UInt16() is ushort index and > 0)
        {
            reader.Skip(sizeof(ushort) + sizeof(uint));
            ulong bytes = reader.UInt64();
            if (bytes > (ulong)reader.Left || !objects.TryAdd(index, (reader.Address, (int)bytes)))
            {
                throw reader.Fault(Invariant($"has an object {index} of {bytes} bytes, or has it twice"));
            }

            reader.Skip(Math.Min(Datatype.Padded((int)bytes), reader.Left));
        }

        return objects;
    }
}
