using FashionRef.Files;
using FashionRef.Formats.Hdf5.Structure;
using static System.FormattableString;

namespace FashionRef.Formats.Hdf5;

/// <summary>One HDF5 file's content; the bytes are in memory.</summary>
/// <remarks>
/// Whatever the bytes are, they are read rightly or refused, in a time and a memory that follow their number. The whole structure is
/// looked at first, see <see cref="StructureWalk"/>; values that lie there as they are, are taken from there, others put together by
/// PureHDF, and all counted: four times the file and 1 MB in all, of deflated data 16 times the file and 16 MB.
/// </remarks>
internal sealed class Hdf5File : IDisposable
{
    private readonly IReadOnlyList<DatasetEntry> _datasets;
    private long _valuesLeft;
    private long _inflatedLeft;
    private long _textsLeft;
    private LibraryView? _library;

    private Hdf5File(FileBytes bytes, GroupEntry root, IReadOnlyList<DatasetEntry> datasets)
    {
        _datasets = datasets;
        _valuesLeft = FileBytes.SafeBytes(bytes.Length);
        _textsLeft = FileBytes.SafeBytes(bytes.Length);
        _inflatedLeft = Storage.MostInflated(bytes.Length);
        Bytes = bytes;
        Heap = new GlobalHeap(bytes);
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

        // As HDF5 does, the place of the superblock counts, whatever base address is stored in it.
        FileBytes bytes = new(content[superblock.UserBlock..], superblock.UserBlock);
        (GroupEntry root, IReadOnlyList<DatasetEntry> datasets) = StructureWalk.Over(bytes, superblock.RootAddress);
        return new Hdf5File(bytes, root, datasets);
    }

    public void Dispose() => _library?.Dispose();

    /// <summary>The bytes of a dataset's values, row-major.</summary>
    /// <param name="dataset">Which.</param>
    /// <param name="path">Under which name, for messages.</param>
    internal ReadOnlyMemory<byte> ReadBytes(DatasetEntry dataset, string path)
    {
        long bytes = dataset.Space.Count * dataset.Type.Bytes;
        if (bytes == 0)
        {
            return default;
        }

        Take(ref dataset.Storage.IsDeflated ? ref _inflatedLeft : ref _valuesLeft, dataset.Storage.Bytes);
        if (dataset.Storage.Start is { } start)
        {
            return Bytes.Content.Slice(start, (int)bytes);
        }

        byte[] read = ByLibrary(() => (_library ??= new LibraryView(Bytes.Content, _datasets)).Read(dataset.Number));
        return read.Length == bytes
            ? read
            : throw new ContentFaultException(Invariant($"has '{path}', of which {read.Length} bytes were read instead of {bytes}"));
    }

    /// <summary>Counts texts that are read.</summary>
    internal void TakeText(long bytes) => Take(ref _textsLeft, bytes);

    private void Take(ref long left, long bytes)
    {
        left -= bytes;
        if (left < 0)
        {
            throw new ContentFaultException(Invariant(
                $"refers to the same data under so many names that too much would be read of its {Bytes.Length} bytes"));
        }
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
