using System.Buffers.Binary;
using FashionRef.Files;
using static System.FormattableString;

namespace FashionRef.Formats.Hdf5.Structure;

/// <summary>A file from its superblock on, and how much of it may still be looked at: whatever it says, the walk over it ends.</summary>
/// <param name="content">Addresses count from its beginning.</param>
/// <param name="userBlock">Bytes of the file before it; messages count them.</param>
internal sealed class FileBytes(ReadOnlyMemory<byte> content, long userBlock)
{
    /// <summary>An address that stands for "nowhere".</summary>
    public const ulong Undefined = ulong.MaxValue;

    /// <summary>The shortest superblock. Nothing else may be there: the library sees another one.</summary>
    public const int SuperblockBytes = 48;

    // What is right looks at each byte once or twice.
    private readonly long _most = SafeBytes(content.Length);
    private long _looked;

    public ReadOnlyMemory<byte> Content => content;

    public long Length => content.Length;

    /// <summary>The most that is looked at, or read, in a file of a length.</summary>
    public static long SafeBytes(long length) => (4 * length) + (1024 * 1024);

    /// <summary>A block of the file that is looked at now.</summary>
    /// <param name="what">Its name in messages, for example <c>symbol table node</c>.</param>
    /// <param name="address">Where it should be.</param>
    /// <param name="length">How long it should be.</param>
    public BlockReader Block(string what, ulong address, ulong length)
    {
        BlockReader block = Part(what, address, length);
        Charge((long)length);
        return block;
    }

    /// <summary>A part of a block that was looked at, which does not count again.</summary>
    public BlockReader Part(string what, ulong address, ulong length) =>
        address is < SuperblockBytes or Undefined || address > (ulong)content.Length || length > (ulong)content.Length - address
            ? throw Damaged(what, address, Invariant($"should have {length} bytes, and the file has {content.Length + userBlock}"))
            : new BlockReader(this, what, (int)address, (int)length);

    /// <summary>A block whose length is not yet known: its beginning says it.</summary>
    public BlockReader Rest(string what, ulong address)
    {
        if (address < SuperblockBytes || address >= (ulong)content.Length)
        {
            throw Damaged(what, address, Invariant($"lies in the superblock or outside of the file, which has {content.Length + userBlock} bytes"));
        }

        return new BlockReader(this, what, (int)address, content.Length - (int)address);
    }

    public BlockReader Superblock() => new(this, "superblock", 0, content.Length);

    /// <summary>Counts bytes that are looked at.</summary>
    public void Charge(long bytes)
    {
        _looked += bytes;
        if (_looked > _most)
        {
            throw new ContentFaultException(Invariant(
                $"refers to its {Length} bytes so often that more than {_most} would have to be looked at; a file as Keras writes it refers to each once"));
        }
    }

    /// <summary>What breaks the format.</summary>
    public ContentFaultException Damaged(string what, ulong address, string fault) =>
        new(Invariant($"is damaged HDF5: the {what} at byte {Place(address)} {fault}"));

    /// <summary>What the format has, and Keras does not write.</summary>
    public ContentFaultException Unread(string what, ulong address, string holds) =>
        new(Invariant($"has {holds} in the {what} at byte {Place(address)}, which is not read here"));

    private ulong Place(ulong address) => address == Undefined ? address : address + (ulong)userBlock;
}

/// <summary>Reads one block, and nothing beyond its end.</summary>
internal struct BlockReader(FileBytes file, string what, int address, int length)
{
    private int _position;

    public readonly int Address => address + _position;

    public readonly int Left => length - _position;

    public readonly int Position => _position;

    public byte Byte() => Bytes(1)[0];

    public ushort UInt16() => BinaryPrimitives.ReadUInt16LittleEndian(Bytes(sizeof(ushort)));

    public uint UInt32() => BinaryPrimitives.ReadUInt32LittleEndian(Bytes(sizeof(uint)));

    public ulong UInt64() => BinaryPrimitives.ReadUInt64LittleEndian(Bytes(sizeof(ulong)));

    /// <summary>A number of 1 to 8 bytes.</summary>
    public ulong UInt(int bytes)
    {
        ulong number = 0;
        ReadOnlySpan<byte> stored = Bytes(bytes);
        for (int i = 0; i < stored.Length; i++)
        {
            number |= (ulong)stored[i] << (8 * i);
        }

        return number;
    }

    public ReadOnlySpan<byte> Bytes(int count)
    {
        if (count < 0 || count > Left)
        {
            throw Fault(Invariant($"ends after {length} bytes, in the middle of what it should hold"));
        }

        ReadOnlySpan<byte> bytes = file.Content.Span.Slice(Address, count);
        _position += count;
        return bytes;
    }

    public void Skip(int count) => Bytes(count);

    public void Expect(ReadOnlySpan<byte> signature)
    {
        if (!Bytes(signature.Length).SequenceEqual(signature))
        {
            throw Fault($"does not begin with '{System.Text.Encoding.ASCII.GetString(signature)}'");
        }
    }

    public void ExpectVersion(int version, int read)
    {
        if (version != read)
        {
            throw Unread(Invariant($"the version {read} instead of {version}"));
        }
    }

    /// <summary>Bytes up to a NUL, which is read as well.</summary>
    public ReadOnlySpan<byte> UntilNul()
    {
        int end = file.Content.Span.Slice(Address, Left).IndexOf((byte)0);
        if (end < 0)
        {
            throw Fault("holds a text without an end");
        }

        ReadOnlySpan<byte> text = Bytes(end);
        _position++;
        return text;
    }

    public readonly ContentFaultException Fault(string fault) => file.Damaged(what, (ulong)address, fault);

    public readonly ContentFaultException Unread(string holds) => file.Unread(what, (ulong)address, holds);
}
