using FashionRef.Files;
using static System.FormattableString;

namespace FashionRef.Formats.Hdf5.Structure;

/// <summary>A heap whose space is in blocks that double in size. Only those that its root leads to directly are read: half a megabyte.</summary>
internal sealed class FractalHeap
{
    private const string What = "fractal heap";
    private const int HeaderBytes = 142;

    private readonly FileBytes _file;
    private readonly List<(ulong Start, ulong Bytes, ulong Address)> _blocks = [];
    private readonly HashSet<ulong> _opened = [];
    private readonly ulong _address;
    private readonly int _offsetBytes;

    private FractalHeap(FileBytes file, ulong address, int offsetBytes)
    {
        _file = file;
        _address = address;
        _offsetBytes = offsetBytes;
    }

    /// <param name="file">The file.</param>
    /// <param name="address">The heap's header.</param>
    /// <param name="idBytes">How long references to its objects must be.</param>
    /// <param name="path">Whose it is.</param>
    public static FractalHeap Read(FileBytes file, ulong address, int idBytes, string path)
    {
        BlockReader reader = file.Block(What, address, HeaderBytes);
        reader.Expect("FRHP"u8);
        reader.ExpectVersion(0, reader.Byte());
        (ushort storedIdBytes, ushort filterBytes) = (reader.UInt16(), reader.UInt16());

        // Flags, the largest object, and ten numbers about free space and objects of other kinds.
        reader.Skip(1 + 4 + (12 * sizeof(ulong)));
        (ushort width, ulong first, ulong largest) = (reader.UInt16(), reader.UInt64(), reader.UInt64());
        ushort offsetBits = reader.UInt16();
        reader.Skip(sizeof(ushort));
        (ulong root, ushort rows) = (reader.UInt64(), reader.UInt16());
        if (storedIdBytes != idBytes || filterBytes != 0 || offsetBits is 0 or > 40 || width == 0 || first == 0 || largest > uint.MaxValue)
        {
            throw new ContentFaultException(Invariant($"has the links of '{path}' in a fractal heap of an unusual form, which is not read here"));
        }

        FractalHeap heap = new(file, address, (offsetBits + 7) / 8);
        if (rows == 0)
        {
            heap._blocks.Add((0, first, root));
        }
        else
        {
            heap.ReadRoot(root, rows, width, first, largest);
        }

        return heap;
    }

    /// <summary>An object of the heap.</summary>
    /// <param name="id">Its kind, where it is, and how long.</param>
    public BlockReader Open(ReadOnlySpan<byte> id)
    {
        if (id[0] != 0)
        {
            throw _file.Unread(What, _address, Invariant($"an object of the kind {id[0]}"));
        }

        ulong offset = Number(id.Slice(1, _offsetBytes));
        ulong length = Number(id[(1 + _offsetBytes)..]);
        foreach ((ulong start, ulong bytes, ulong address) in _blocks)
        {
            if (offset >= start && offset - start < bytes && length <= bytes - (offset - start))
            {
                RequireBlock(address);
                return _file.Block("link", address + (offset - start), length);
            }
        }

        throw _file.Damaged(What, _address, Invariant($"has no object of {length} bytes at {offset}"));
    }

    private void ReadRoot(ulong root, ushort rows, ushort width, ulong first, ulong largest)
    {
        // A signature, a version, the heap, an offset; then addresses.
        int prefix = 4 + 1 + sizeof(ulong) + _offsetBytes;
        BlockReader reader = _file.Block(What, root, (ulong)prefix + ((ulong)rows * width * sizeof(ulong)));
        reader.Expect("FHIB"u8);
        reader.ExpectVersion(0, reader.Byte());
        reader.Skip(prefix - 5);
        ulong start = 0;
        ulong bytes = first;
        for (int row = 0; row < rows && bytes <= largest; row++)
        {
            for (int i = 0; i < width; i++)
            {
                ulong address = reader.UInt64();
                if (address != FileBytes.Undefined)
                {
                    _blocks.Add((start, bytes, address));
                }

                start += bytes;
            }

            // The second row has blocks of the same size as the first.
            bytes = row == 0 ? bytes : 2 * bytes;
        }
    }

    private void RequireBlock(ulong address)
    {
        if (_opened.Add(address))
        {
            BlockReader reader = _file.Block(What, address, 5 + sizeof(ulong));
            reader.Expect("FHDB"u8);
            reader.ExpectVersion(0, reader.Byte());
            ulong heap = reader.UInt64();
            if (heap != _address)
            {
                throw reader.Fault("has a block of another heap");
            }
        }
    }

    private static ulong Number(ReadOnlySpan<byte> bytes)
    {
        ulong number = 0;
        for (int i = 0; i < bytes.Length; i++)
        {
            number |= (ulong)bytes[i] << (8 * i);
        }

        return number;
    }
}
