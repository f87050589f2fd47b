using FashionRef.Files;
using static System.FormattableString;

namespace FashionRef.Formats.Hdf5.Structure;

/// <summary>The beginning of a file: where it is, how long the file is, and where its root group is.</summary>
/// <param name="UserBlock">Bytes before it, which HDF5 leaves to its users.</param>
/// <param name="RootAddress">The object header of the root group.</param>
internal sealed record Superblock(int UserBlock, ulong RootAddress)
{
    private const int SmallestUserBlock = 512;
    private const int AddressBytes = 8;

    private static ReadOnlySpan<byte> Signature => [0x89, (byte)'H', (byte)'D', (byte)'F', (byte)'\r', (byte)'\n', 0x1A, (byte)'\n'];

    /// <summary>Where the signature is: at the beginning, or at 512, 1024, 2048 and so on; or -1.</summary>
    public static int Find(ReadOnlySpan<byte> content)
    {
        for (long place = 0; place <= content.Length - Signature.Length; place = place == 0 ? SmallestUserBlock : place * 2)
        {
            if (content[(int)place..].StartsWith(Signature))
            {
                return (int)place;
            }
        }

        return -1;
    }

    /// <exception cref="ContentFaultException">There is none that is read here, or the file has not all that it says.</exception>
    public static Superblock Read(ReadOnlyMemory<byte> content)
    {
        int start = Find(content.Span);
        if (start < 0)
        {
            throw new ContentFaultException(
                FileKind.Name(content.Span) is { } kind ? $"is {kind}, and not HDF5" : "is not HDF5: it does not begin with HDF5's signature");
        }

        FileBytes file = new(content[start..], start);
        BlockReader reader = file.Superblock();
        reader.Skip(Signature.Length);
        byte version = reader.Byte();
        Superblock superblock = version switch
        {
            0 or 1 => ReadOld(ref reader, version, start, content.Length),
            2 or 3 => ReadNew(ref reader, start, content.Length),
            _ => throw reader.Unread(Invariant($"the version {version} instead of 0 to 3")),
        };

        return superblock.RootAddress == FileBytes.Undefined ? throw reader.Fault("has no root group") : superblock;
    }

    private static Superblock ReadOld(ref BlockReader reader, byte version, int start, int length)
    {
        // Versions of the free space and of the root's entry, which must be 0.
        reader.ExpectVersion(0, reader.Byte());
        reader.ExpectVersion(0, reader.Byte());
        reader.Skip(1);
        reader.ExpectVersion(0, reader.Byte());
        RequireSizes(ref reader);

        // A byte without meaning, two numbers of entries in nodes, and flags; version 1 has two numbers more.
        reader.Skip(1 + 4 + 4 + (version == 1 ? 4 : 0));
        ulong baseAddress = reader.UInt64();
        reader.Skip(AddressBytes);
        RequireLength(ref reader, reader.UInt64(), baseAddress, start, length);
        reader.Skip(AddressBytes);

        // The root's entry: a name, the address, and a note of where its links are.
        reader.Skip(AddressBytes);
        ulong root = reader.UInt64();
        uint cached = reader.UInt32();
        reader.Skip(4 + 16);
        return cached is 0 or 1 ? new Superblock(start, root) : throw reader.Fault(Invariant($"has a root entry of the kind {cached}"));
    }

    private static Superblock ReadNew(ref BlockReader reader, int start, int length)
    {
        RequireSizes(ref reader);
        reader.Skip(1);
        ulong baseAddress = reader.UInt64();
        reader.Skip(AddressBytes);
        RequireLength(ref reader, reader.UInt64(), baseAddress, start, length);
        ulong root = reader.UInt64();
        reader.Skip(4);
        return new Superblock(start, root);
    }

    private static void RequireSizes(ref BlockReader reader)
    {
        (byte offsets, byte lengths) = (reader.Byte(), reader.Byte());
        if (offsets != AddressBytes || lengths != AddressBytes)
        {
            throw reader.Unread(Invariant($"addresses of {offsets} and lengths of {lengths} bytes instead of 8"));
        }
    }

    private static void RequireLength(ref BlockReader reader, ulong end, ulong baseAddress, int start, int length)
    {
        if (end < baseAddress || end - baseAddress > long.MaxValue)
        {
            throw reader.Fault(Invariant($"says that the file ends at byte {end}"));
        }

        ulong said = end - baseAddress + (ulong)start;
        if (said > (ulong)length)
        {
            throw new ContentFaultException(Invariant($"is cut off: it says that it has {said} bytes, and {length} are there"));
        }
    }
}
