using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Hashing;
using System.Text;

namespace FashionRef.Tests.Formats.Zip;

/// <summary>A member as a test wants it: each number of each header can be wrong by itself.</summary>
internal sealed record ZipPart(string Name, byte[] Content)
{
    public byte[]? NameBytes { get; init; }

    public byte[]? LocalNameBytes { get; init; }

    public ushort Flags { get; init; }

    public ushort? LocalFlags { get; init; }

    public ushort Method { get; init; }

    public ushort? LocalMethod { get; init; }

    public ushort Version { get; init; } = 20;

    public byte[]? Data { get; init; }

    public uint? Crc { get; init; }

    public uint? LocalCrc { get; init; }

    public uint? Length { get; init; }

    public uint? LocalLength { get; init; }

    public uint? CompressedLength { get; init; }

    public uint? LocalCompressedLength { get; init; }

    public byte[] Extra { get; init; } = [];

    public byte[] LocalExtra { get; init; } = [];

    /// <summary>Behind the data.</summary>
    public byte[] Behind { get; init; } = [];

    public uint Attributes { get; init; }

    public ushort Disk { get; init; }

    public uint? Start { get; init; }

    public byte[] Comment { get; init; } = [];

    public bool IsListed { get; init; } = true;

    public static ZipPart Deflated(string name, byte[] content) => new(name, content) { Method = 8, Data = Deflate(content) };

    public static byte[] Deflate(byte[] content, CompressionLevel level = CompressionLevel.Optimal)
    {
        using MemoryStream deflated = new();
        using (DeflateStream stream = new(deflated, level))
        {
            stream.Write(content);
        }

        return deflated.ToArray();
    }

    public static byte[] Numbers(params object[] numbers)
    {
        using MemoryStream bytes = new();
        foreach (object number in numbers)
        {
            byte[] value = new byte[8];
            BinaryPrimitives.WriteUInt64LittleEndian(value, Convert.ToUInt64(number, null));
            bytes.Write(value, 0, number switch { ushort => 2, uint => 4, _ => 8 });
        }

        return bytes.ToArray();
    }

    public static byte[] Field(ushort kind, byte[] content) => [.. Numbers(kind, (ushort)content.Length), .. content];
}

/// <summary>A zip file of such members.</summary>
internal sealed record ZipParts(params ZipPart[] Parts)
{
    public byte[] Prefix { get; init; } = [];

    public byte[] BehindDirectory { get; init; } = [];

    public byte[] Comment { get; init; } = [];

    public ushort? CommentLength { get; init; }

    public byte[] Behind { get; init; } = [];

    public int Disk { get; init; }

    public int DirectoryDisk { get; init; }

    public int? CountHere { get; init; }

    public int? Count { get; init; }

    public uint? DirectoryLength { get; init; }

    public uint? DirectoryStart { get; init; }

    /// <summary>What the zip64 records are made of: start and length of the directory; null for none.</summary>
    public Func<(uint Start, uint Length, int Count), byte[]>? Zip64 { get; init; }

    public byte[] Bytes()
    {
        using MemoryStream file = new();
        file.Write(Prefix);
        List<byte> directory = [];
        foreach (ZipPart part in Parts)
        {
            uint start = (uint)file.Length;
            file.Write(Local(part));
            if (part.IsListed)
            {
                directory.AddRange(Central(part, part.Start ?? start));
            }
        }

        int count = Parts.Count(part => part.IsListed);
        uint directoryStart = (uint)file.Length;
        uint length = (uint)directory.Count;
        file.Write([.. directory]);
        file.Write(BehindDirectory);
        file.Write(Zip64?.Invoke((directoryStart, length, count)) ?? []);
        file.Write("PK\u0005\u0006"u8);
        file.Write(ZipPart.Numbers(
            (ushort)Disk, (ushort)DirectoryDisk, (ushort)(CountHere ?? Count ?? count), (ushort)(Count ?? count), DirectoryLength ?? length, DirectoryStart ?? directoryStart, CommentLength ?? (ushort)Comment.Length));
        file.Write(Comment);
        file.Write(Behind);
        return file.ToArray();
    }

    /// <summary>The zip64 records, right but for what is given.</summary>
    public static byte[] Zip64Records(uint start, uint length, int count, ulong? size = null, ulong? at = null, uint disks = 1) =>
    [
        .. "PK\u0006\u0006"u8, .. ZipPart.Numbers(size ?? 44UL, (ushort)45, (ushort)45, 0u, 0u, (ulong)count, (ulong)count, (ulong)length, (ulong)start),
        .. "PK\u0006\u0007"u8, .. ZipPart.Numbers(0u, at ?? (start + length), disks),
    ];

    private static byte[] Local(ZipPart part)
    {
        byte[] name = part.LocalNameBytes ?? part.NameBytes ?? Encoding.UTF8.GetBytes(part.Name);
        byte[] data = part.Data ?? part.Content;
        return
        [
            .. "PK\u0003\u0004"u8,
            .. ZipPart.Numbers(
                part.Version, part.LocalFlags ?? part.Flags, part.LocalMethod ?? part.Method, (ushort)0, (ushort)0x21, part.LocalCrc ?? part.Crc ?? Crc32.HashToUInt32(part.Content),
                part.LocalCompressedLength ?? part.CompressedLength ?? (uint)data.Length, part.LocalLength ?? part.Length ?? (uint)part.Content.Length, (ushort)name.Length, (ushort)part.LocalExtra.Length),
            .. name, .. part.LocalExtra, .. data, .. part.Behind,
        ];
    }

    private static byte[] Central(ZipPart part, uint start)
    {
        byte[] name = part.NameBytes ?? Encoding.UTF8.GetBytes(part.Name);
        return
        [
            .. "PK\u0001\u0002"u8,
            .. ZipPart.Numbers(
                (ushort)0x314, part.Version, part.Flags, part.Method, (ushort)0, (ushort)0x21, part.Crc ?? Crc32.HashToUInt32(part.Content), part.CompressedLength ?? (uint)(part.Data ?? part.Content).Length, part.Length ?? (uint)part.Content.Length,
                (ushort)name.Length, (ushort)part.Extra.Length, (ushort)part.Comment.Length, part.Disk, (ushort)0, part.Attributes, start),
            .. name, .. part.Extra, .. part.Comment,
        ];
    }
}
