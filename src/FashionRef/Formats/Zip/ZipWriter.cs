using System.Buffers.Binary;
using System.IO.Hashing;
using System.Text;
using FashionRef.Files;
using static FashionRef.Formats.Zip.ZipFormat;

namespace FashionRef.Formats.Zip;

/// <summary>Writes zip files as Python's <c>zipfile</c> does for Keras: members stored as they are, with the oldest time there is.</summary>
internal static class ZipWriter
{
    // Version 2.0 of the format, on Unix, as Python states.
    private const ushort Version = 20;
    private const ushort MadeBy = (3 << 8) | Version;

    // 1980-01-01: the year, counted from 1980, is in the bits above the month.
    private const ushort Date = (1 << 5) | 1;

    // Readable and writable by its owner.
    private const uint Attributes = 0x180u << 16;

    /// <summary>Writes a file. The same members always give the same bytes.</summary>
    /// <param name="stream">Where to; it need not be seekable.</param>
    /// <param name="members">In the order of the file.</param>
    /// <exception cref="ArgumentException">Names are not plain or not distinct, or it is too long for the ordinary format.</exception>
    public static void Write(Stream stream, IReadOnlyList<(string Name, ReadOnlyMemory<byte> Content)> members)
    {
        RequireLegal(members);
        using MemoryStream directory = new();
        uint start = 0;
        foreach ((string name, ReadOnlyMemory<byte> content) in members)
        {
            byte[] nameBytes = Encoding.UTF8.GetBytes(name);
            byte[] common = Common(name, nameBytes.Length, content.Span);
            stream.Write(LocalHeader);
            stream.Write(common);
            stream.Write(nameBytes);
            stream.Write(content.Span);

            // The lengths of a comment, the number of a disk and what a text is are 0.
            byte[] rest = new byte[DirectoryHeaderLength - DirectoryHeader.Length - sizeof(ushort) - common.Length];
            BinaryPrimitives.WriteUInt32LittleEndian(rest.AsSpan(6), Attributes);
            BinaryPrimitives.WriteUInt32LittleEndian(rest.AsSpan(10), start);
            directory.Write(DirectoryHeader);
            directory.Write([MadeBy & 0xFF, MadeBy >> 8]);
            directory.Write(common);
            directory.Write(rest);
            directory.Write(nameBytes);
            start += (uint)(LocalHeaderLength + nameBytes.Length + content.Length);
        }

        stream.Write(directory.ToArray());
        stream.Write(EndRecord(members.Count, (uint)directory.Length, start));
    }

    // What both headers have, behind the signature, and in the directory behind the version that wrote it.
    private static byte[] Common(string name, int nameLength, ReadOnlySpan<byte> content)
    {
        byte[] common = new byte[LocalHeaderLength - LocalHeader.Length];
        BinaryPrimitives.WriteUInt16LittleEndian(common, Version);
        BinaryPrimitives.WriteUInt16LittleEndian(common.AsSpan(2), Ascii.IsValid(name) ? (ushort)0 : IsUtf8);
        BinaryPrimitives.WriteUInt16LittleEndian(common.AsSpan(4), Stored);
        BinaryPrimitives.WriteUInt16LittleEndian(common.AsSpan(8), Date);
        BinaryPrimitives.WriteUInt32LittleEndian(common.AsSpan(10), Crc32.HashToUInt32(content));
        BinaryPrimitives.WriteInt32LittleEndian(common.AsSpan(14), content.Length);
        BinaryPrimitives.WriteInt32LittleEndian(common.AsSpan(18), content.Length);
        BinaryPrimitives.WriteUInt16LittleEndian(common.AsSpan(22), (ushort)nameLength);
        return common;
    }

    private static byte[] EndRecord(int count, uint length, uint start)
    {
        byte[] record = new byte[EndLength];
        End.CopyTo(record);
        BinaryPrimitives.WriteUInt16LittleEndian(record.AsSpan(8), (ushort)count);
        BinaryPrimitives.WriteUInt16LittleEndian(record.AsSpan(10), (ushort)count);
        BinaryPrimitives.WriteUInt32LittleEndian(record.AsSpan(12), length);
        BinaryPrimitives.WriteUInt32LittleEndian(record.AsSpan(16), start);
        return record;
    }

    // By the reader's own rules, so that it reads what is written here.
    private static void RequireLegal(IReadOnlyList<(string Name, ReadOnlyMemory<byte> Content)> members)
    {
        try
        {
            foreach ((string name, _) in members)
            {
                ZipNames.Decode(Encoding.UTF8.GetBytes(name), isUtf8: true);
                string? fault = name[^1] == '/' ? "is a folder" : ZipNames.Fault(name);
                if (fault is not null)
                {
                    throw Fault(name, fault);
                }
            }

            ZipNames.RequireDistinct([.. members.Select(member => member.Name)]);
        }
        catch (ContentFaultException fault)
        {
            throw new ArgumentException($"The zip file {fault.Message}.", nameof(members), fault);
        }

        if (members.Count > ZipEnd.MostMembers || members.Sum(member => (long)member.Content.Length) > int.MaxValue)
        {
            throw new ArgumentException("The zip file would be too long, or have too many members, for its own reader.", nameof(members));
        }
    }
}
