using FashionRef.Files;
using static System.FormattableString;

namespace FashionRef.Formats.Hdf5.Structure;

/// <summary>What the values of a dataset take when they are read.</summary>
/// <param name="Bytes">As the library reads them: whole chunks.</param>
/// <param name="IsDeflated">Whether these may be more than the file has.</param>
/// <param name="Start">Where they are in the file, one behind another as they are; null where the library must put them together.</param>
internal readonly record struct Storage(long Bytes, bool IsDeflated, int? Start = null)
{
    private const int Compact = 0;
    private const int Contiguous = 1;
    private const int Chunked = 2;
    private const int Virtual = 3;

    /// <summary>The most that all deflated data of a file may come out at: weights hardly shrink, and zeros of an optimizer do.</summary>
    public static long MostInflated(long fileLength) => (16 * fileLength) + (16 * 1024 * 1024);

    /// <summary>Looks at where the values of a dataset are: all of them must be there.</summary>
    public static Storage Read(FileBytes file, ObjectHeader header, Datatype type, Dataspace space, string path)
    {
        BlockReader reader = header.Open(header.Single(MessageKind.Layout)
            ?? throw new ContentFaultException($"has the dataset '{path}' without a layout"));
        byte version = reader.Byte();
        if (version is not (3 or 4))
        {
            throw reader.Unread(Invariant($"a layout of the version {version} instead of 3 or 4"));
        }

        Filters filters = header.Single(MessageKind.Filters) is { } message
            ? Filters.Read(header.Open(message), path, type.Bytes)
            : Filters.None;
        byte kind = reader.Byte();
        if (!filters.IsNone && kind is Compact or Contiguous)
        {
            throw reader.Fault("has filters, which only data in chunks can have");
        }

        UInt128 bytes = (UInt128)space.Count * type.Bytes;
        return kind switch
        {
            Compact => ReadCompact(reader, space, bytes, path),
            Contiguous => ReadContiguous(file, reader, space, bytes, path),
            Chunked => new Chunks(file, type, space, filters, path).Read(reader, version),
            Virtual => throw new ContentFaultException($"has '{path}' in a virtual layout: its data are in other files, and these are not followed"),
            _ => throw reader.Unread(Invariant($"a layout of the kind {kind}")),
        };
    }

    public static ContentFaultException Absent(string path, Dataspace space, UInt128 bytes, ulong stored) =>
        new(Invariant($"has '{path}' of shape {Dataspace.Text(space.Shape)}, which takes {bytes} bytes, and stores {stored}"));

    private static Storage ReadContiguous(FileBytes file, BlockReader reader, Dataspace space, UInt128 bytes, string path)
    {
        (ulong address, ulong length) = (reader.UInt64(), reader.UInt64());
        if (bytes == 0)
        {
            return new Storage(0, IsDeflated: false);
        }

        ulong there = address >= FileBytes.SuperblockBytes && address < (ulong)file.Length ? (ulong)file.Length - address : 0;
        return Whole(path, space, bytes, length, address, there);
    }

    private static Storage ReadCompact(BlockReader reader, Dataspace space, UInt128 bytes, string path)
    {
        ulong length = reader.UInt16();
        return Whole(path, space, bytes, length, (ulong)reader.Address, (ulong)reader.Left);
    }

    // The length is stored twice over; it may not be taken from one place and used in the other.
    private static Storage Whole(string path, Dataspace space, UInt128 bytes, ulong length, ulong address, ulong there) =>
        bytes != length || length > there
            ? throw Absent(path, space, bytes, Math.Min(length, there))
            : new Storage((long)length, IsDeflated: false, (int)address);
}
