using System.Buffers.Binary;
using FashionRef.Formats.Hdf5.Structure;

namespace FashionRef.Tests.Formats.Hdf5;

/// <summary>Finds places in a right file, to write wrong bytes there.</summary>
internal sealed class Hdf5Edit
{
    private readonly FileBytes _file;

    public Hdf5Edit(byte[] content)
    {
        Content = [.. content];
        _file = new FileBytes(content, 0);
        Root = Superblock.Read(content).RootAddress;
    }

    public byte[] Content { get; }

    public ulong Root { get; }

    /// <summary>Where an object header is.</summary>
    public ulong ObjectAt(string path) => LinkAt(path).Address;

    /// <summary>Where the address of an object is in the entry or message of its group.</summary>
    public int LinkTo(string path)
    {
        GroupLink link = LinkAt(path);
        byte[] address = BitConverter.GetBytes(link.Address);
        return Content.AsSpan().IndexOf(address);
    }

    /// <summary>Where the data of a message begin.</summary>
    public int MessageOf(string path, MessageKind kind) => (int)ObjectHeader.Read(_file, ObjectAt(path)).Single(kind)!.Address;

    public SymbolTable TableOf(string path)
    {
        ObjectHeader header = ObjectHeader.Read(_file, ObjectAt(path));
        return SymbolTable.Read(header.Open(header.Single(MessageKind.SymbolTable)!));
    }

    public Hdf5Edit Set(int place, params byte[] bytes)
    {
        bytes.CopyTo(Content, place);
        return this;
    }

    public Hdf5Edit Set16(int place, ushort value)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(Content.AsSpan(place), value);
        return this;
    }

    public Hdf5Edit Set32(int place, uint value)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(Content.AsSpan(place), value);
        return this;
    }

    public Hdf5Edit Set64(int place, ulong value)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(Content.AsSpan(place), value);
        return this;
    }

    public ulong Get64(int place) => BinaryPrimitives.ReadUInt64LittleEndian(Content.AsSpan(place));

    private GroupLink LinkAt(string path)
    {
        GroupLink link = new("", Root);
        foreach (string part in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            ObjectHeader header = ObjectHeader.Read(_file, link.Address);
            IEnumerable<GroupLink> links = header.Single(MessageKind.SymbolTable) is { } table
                ? SymbolTable.Read(header.Open(table)).Links(_file, name => name)
                : GroupLink.OfMessages(_file, header, name => name);
            link = links.Single(inner => inner.Name == part);
        }

        return link;
    }
}
