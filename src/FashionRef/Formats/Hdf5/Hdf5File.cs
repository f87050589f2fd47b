using FashionRef.Files;
using FashionRef.Formats.Hdf5.Structure;
using PureHDF;
using static System.FormattableString;

namespace FashionRef.Formats.Hdf5;

/// <summary>One HDF5 file's content; the bytes are in memory.</summary>
/// <remarks>
/// Whatever the bytes are, they are read rightly or refused, in a time and a memory that follow their number. The whole structure is
/// looked at first, see <see cref="StructureWalk"/>; values are read by PureHDF, and counted: four times the file and 1 MB in all, of
/// deflated data 16 times the file and 16 MB.
/// </remarks>
internal sealed class Hdf5File : IDisposable
{
    private readonly ReadOnlyMemory<byte> _plain;
    private readonly Dictionary<GroupEntry, Dictionary<string, IH5Object>> _children = [];
    private long _valuesLeft;
    private long _inflatedLeft;
    private long _textsLeft;
    private PureHDF.VOL.Native.NativeFile? _library;

    private Hdf5File(ReadOnlyMemory<byte> plain, FileBytes file, GroupEntry root)
    {
        _plain = plain;
        _valuesLeft = FileBytes.SafeBytes(plain.Length);
        _textsLeft = FileBytes.SafeBytes(plain.Length);
        _inflatedLeft = Storage.MostInflated(plain.Length);
        Bytes = file;
        Heap = new GlobalHeap(file);
        Root = new Hdf5Group(this, root);
    }

    public Hdf5Group Root { get; }

    internal FileBytes Bytes { get; }

    internal GlobalHeap Heap { get; }

    /// <summary>Whether a file is HDF5 by its signature: at the beginning, or behind a user block of 512, 1024, 2048 and so on bytes.</summary>
    /// <param name="start">All of the file, or its first bytes.</param>
    public static bool IsHdf5(ReadOnlySpan<byte> start) => Superblock.Find(start) >= 0;

    /// <param name="content">All of the file.</param>
    /// <exception cref="ContentFaultException">It is no HDF5, is damaged, or has what is not read here.</exception>
    public static Hdf5File Open(ReadOnlyMemory<byte> content)
    {
        Superblock superblock = Superblock.Read(content);
        ReadOnlyMemory<byte> plain = superblock.WithoutUserBlock(content);
        FileBytes file = new(plain, superblock.UserBlock);
        (GroupEntry root, IReadOnlyList<int> staleNotes) = StructureWalk.Over(file, superblock.RootAddress);
        return new Hdf5File(WithoutNotes(plain, staleNotes), file, root);
    }

    public void Dispose() => _library?.Dispose();

    /// <summary>The bytes of a dataset's values, row-major.</summary>
    internal byte[] ReadBytes(GroupEntry group, string name, DatasetEntry dataset)
    {
        long bytes = dataset.Space.Count * dataset.Type.Bytes;
        if (bytes == 0)
        {
            return [];
        }

        Take(ref dataset.Storage.IsDeflated ? ref _inflatedLeft : ref _valuesLeft, dataset.Storage.Bytes);
        byte[] read = ByLibrary(() => ((IH5Dataset)Children(group)[name]).Read<byte[]>());
        return read.Length == bytes
            ? read
            : throw new ContentFaultException(Invariant($"has '{group.PathOf(name)}', of which {read.Length} bytes were read instead of {bytes}"));
    }

    /// <summary>Counts texts that are read.</summary>
    internal void TakeText(long bytes) => Take(ref _textsLeft, bytes);

    private static ReadOnlyMemory<byte> WithoutNotes(ReadOnlyMemory<byte> plain, IReadOnlyList<int> staleNotes)
    {
        if (staleNotes.Count == 0)
        {
            return plain;
        }

        byte[] corrected = plain.ToArray();
        foreach (int address in staleNotes)
        {
            corrected.AsSpan(address, sizeof(uint)).Clear();
        }

        return corrected;
    }

    private void Take(ref long left, long bytes)
    {
        left -= bytes;
        if (left < 0)
        {
            throw new ContentFaultException(Invariant(
                $"refers to the same data under so many names that too much would be read of its {_plain.Length} bytes"));
        }
    }

    // Of each group once: the library goes through the tree of a group for each name.
    private Dictionary<string, IH5Object> Children(GroupEntry group)
    {
        if (!_children.TryGetValue(group, out Dictionary<string, IH5Object>? children))
        {
            _library ??= H5File.Open(new MeteredStream(_plain, FileBytes.SafeBytes(_plain.Length)));
            IH5Group parent = group.Parent is { } above ? (IH5Group)Children(above)[group.Name] : _library;
            children = parent.Children().ToDictionary(child => child.Name, StringComparer.Ordinal);
            _children.Add(group, children);
        }

        return children;
    }

    // It throws what it likes, and perhaps within an exception of reflection.
    private static byte[] ByLibrary(Func<byte[]> read)
    {
        try
        {
            return read();
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            Exception cause = exception.GetBaseException();
            throw cause as ContentFaultException ?? new ContentFaultException($"is damaged HDF5 ({cause.Message.TrimEnd('.')})");
        }
    }
}
