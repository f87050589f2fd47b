using System.Buffers.Binary;
using System.Text;
using FashionRef.Formats.Hdf5.Structure;
using PureHDF;
using static System.FormattableString;

namespace FashionRef.Formats.Hdf5;

/// <summary>
/// What the library sees of a file: its datasets, in one group that is made here. Of the file's own groups, trees of names and heaps it
/// sees nothing, so that nothing in them can lead it astray, and it goes to a dataset in one step.
/// </summary>
internal sealed class LibraryView : IDisposable
{
    private const int AddressBytes = 8;
    private const int ChecksumBytes = 4;

    private readonly PureHDF.VOL.Native.NativeFile _file;
    private readonly IH5Object[] _datasets;

    /// <param name="content">The file from its superblock on.</param>
    /// <param name="datasets">Those that it sees.</param>
    public LibraryView(ReadOnlyMemory<byte> content, IReadOnlyList<DatasetEntry> datasets)
    {
        MeteredStream stream = new(Superblock(content.Length), content, Group(datasets), FileBytes.SafeBytes(content.Length));
        _file = H5File.Open(stream);
        _datasets = [.. _file.Children()];
    }

    public void Dispose() => _file.Dispose();

    /// <summary>The bytes of a dataset's values, row-major.</summary>
    /// <param name="number">Its place among the datasets.</param>
    public byte[] Read(int number) => ((IH5Dataset)_datasets[number]).Read<byte[]>();

    // Of version 3, which takes no more place than any other.
    private static byte[] Superblock(int rootAddress)
    {
        byte[] bytes = new byte[FileBytes.SuperblockBytes];
        byte[] start = [0x89, .. "HDF\r\n"u8, 0x1A, (byte)'\n', 3, AddressBytes, AddressBytes];
        start.CopyTo(bytes, 0);

        // Behind a byte of flags: the base address, an address that is not there, the end, and the root group; then a checksum.
        BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(20), FileBytes.Undefined);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(28), rootAddress);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(36), rootAddress);
        return bytes;
    }

    // An object header whose messages are links. The library does not look at checksums.
    private static byte[] Group(IReadOnlyList<DatasetEntry> datasets)
    {
        using MemoryStream messages = new();
        using BinaryWriter writer = new(messages);
        WriteMessage(writer, MessageKind.LinkInfo, [0, 0, .. BitConverter.GetBytes(FileBytes.Undefined), .. BitConverter.GetBytes(FileBytes.Undefined)]);
        foreach (DatasetEntry dataset in datasets)
        {
            byte[] name = Encoding.ASCII.GetBytes(Invariant($"{dataset.Number}"));
            WriteMessage(writer, MessageKind.Link, [1, 0, (byte)name.Length, .. name, .. BitConverter.GetBytes(dataset.Address)]);
        }

        // The length of the messages is in four bytes.
        return [.. "OHDR"u8, 2, 2, .. BitConverter.GetBytes((int)messages.Length), .. messages.ToArray(), .. new byte[ChecksumBytes]];
    }

    private static void WriteMessage(BinaryWriter writer, MessageKind kind, byte[] data)
    {
        writer.Write((byte)kind);
        writer.Write((ushort)data.Length);
        writer.Write((byte)0);
        writer.Write(data);
    }
}
