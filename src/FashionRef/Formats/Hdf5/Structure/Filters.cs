using System.IO.Compression;
using System.Runtime.InteropServices;
using FashionRef.Files;
using static System.FormattableString;

namespace FashionRef.Formats.Hdf5.Structure;

/// <summary>What was done to the bytes of each chunk before they were stored, in this order.</summary>
internal sealed class Filters
{
    private const int Deflate = 1;
    private const int Shuffle = 2;
    private const int Checksum = 3;
    private const int ChecksumBytes = 4;
    private const int MostFilters = 32;
    private const int BufferBytes = 64 * 1024;

    private readonly int[] _kinds;

    private Filters(int[] kinds) => _kinds = kinds;

    public static Filters None { get; } = new([]);

    public bool IsNone => _kinds.Length == 0;

    public bool Deflates => _kinds.Contains(Deflate);

    /// <param name="reader">The message.</param>
    /// <param name="path">The dataset's.</param>
    /// <param name="elementBytes">Shuffling must be of whole elements.</param>
    public static Filters Read(BlockReader reader, string path, uint elementBytes)
    {
        (byte version, byte count) = (reader.Byte(), reader.Byte());
        if (version is not (1 or 2) || count > MostFilters)
        {
            throw reader.Unread(Invariant($"{count} filters in the form of version {version}"));
        }

        reader.Skip(version == 1 ? 6 : 0);
        int[] kinds = new int[count];
        for (int i = 0; i < count; i++)
        {
            kinds[i] = ReadFilter(ref reader, version, path, elementBytes);
        }

        return new Filters(kinds);
    }

    /// <summary>Undoes the filters without keeping anything, to know before the library does it that a chunk comes out at its right length.</summary>
    /// <param name="stored">The chunk in the file.</param>
    /// <param name="bytes">The right length.</param>
    /// <returns>What is wrong, to follow "a chunk", or null.</returns>
    public string? Fault(ReadOnlyMemory<byte> stored, long bytes)
    {
        long length = stored.Length;
        bool isInflated = !Deflates;
        foreach (int kind in _kinds.Reverse())
        {
            switch (kind)
            {
                case Checksum when length < ChecksumBytes:
                    return "that is shorter than its checksum";
                case Checksum:
                    length -= ChecksumBytes;
                    break;
                case Deflate when isInflated:
                    return "that is deflated twice";
                case Deflate:
                    length = Inflated(stored[..(int)length], bytes + (ChecksumBytes * _kinds.Length));
                    isInflated = true;
                    break;
                case Shuffle when !isInflated:
                    return "that is shuffled behind its compression";
            }
        }

        return length == bytes ? null : Invariant($"that does not come out at its {bytes} bytes");
    }

    // Or more than the most, or -1 where it is not deflated.
    private static long Inflated(ReadOnlyMemory<byte> stored, long most)
    {
        using MemoryStream source = MemoryMarshal.TryGetArray(stored, out ArraySegment<byte> array)
            ? new MemoryStream(array.Array!, array.Offset, array.Count, writable: false)
            : new MemoryStream(stored.ToArray(), writable: false);
        using ZLibStream inflating = new(source, CompressionMode.Decompress);
        byte[] buffer = new byte[BufferBytes];
        long length = 0;
        try
        {
            while (length <= most && inflating.Read(buffer) is int read and > 0)
            {
                length += read;
            }
        }
        catch (InvalidDataException)
        {
            return -1;
        }

        return length;
    }

    private static int ReadFilter(ref BlockReader reader, byte version, string path, uint elementBytes)
    {
        ushort kind = reader.UInt16();
        if (kind is not (Deflate or Shuffle or Checksum))
        {
            string name = kind switch { 4 => "szip", 5 => "n-bit", 6 => "scale-offset", 32000 => "lzf", _ => Invariant($"number {kind}") };
            throw new ContentFaultException($"has '{path}' under the filter {name}; deflate (gzip), shuffle and Fletcher-32 are read here");
        }

        // Names of these are not stored in version 2.
        ushort nameBytes = version == 1 ? reader.UInt16() : (ushort)0;
        reader.Skip(sizeof(ushort));
        ushort count = reader.UInt16();
        if (nameBytes > 0 && reader.UntilNul().Length is int length)
        {
            int padded = Datatype.Padded(length + 1);
            reader.Skip(padded - length - 1);
            if (padded != nameBytes)
            {
                throw reader.Fault(Invariant($"should have a name of {nameBytes} bytes, and it has {padded}"));
            }
        }

        uint first = count > 0 ? reader.UInt32() : 0;
        reader.Skip(sizeof(uint) * (Math.Max(count - 1, 0) + (version == 1 ? count % 2 : 0)));
        return kind == Shuffle && first != elementBytes
            ? throw reader.Fault(Invariant($"shuffles elements of {first} bytes, and they have {elementBytes}"))
            : kind;
    }
}
