using System.IO.Hashing;
using FashionRef.Files;
using static System.FormattableString;
using static FashionRef.Formats.Zip.ZipFormat;

namespace FashionRef.Formats.Zip;

/// <summary>
/// The members of a small zip file from a stranger, checked as a whole before any is read. .NET's own reader believes the central directory
/// and checks no checksum; here a file that two programs could read differently is refused.
/// </summary>
internal sealed class ZipMembers : IMembers
{
    private const string Weights = "model.weights.h5";
    private const int SmallestUserBlock = 512;

    private readonly ReadOnlyMemory<byte> _file;
    private readonly Dictionary<string, ZipEntry> _entries;

    private ZipMembers(ReadOnlyMemory<byte> file, ZipEntry[] entries)
    {
        _file = file;
        _entries = entries.ToDictionary(entry => entry.Name, StringComparer.Ordinal);
        Names = [.. entries.Where(entry => entry.Refusal is null).Select(entry => entry.Name)];
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Names { get; }

    private static ReadOnlySpan<byte> Hdf5 => [0x89, (byte)'H', (byte)'D', (byte)'F', 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>Whether a file begins as a zip file does.</summary>
    /// <param name="start">Its first bytes.</param>
    public static bool IsZip(ReadOnlySpan<byte> start) => start.StartsWith(LocalHeader) || start.StartsWith(End);

    /// <summary>Checks a file; no member is read yet.</summary>
    /// <param name="file">All of it, which must not change afterwards.</param>
    /// <exception cref="ContentFaultException">It is no zip file, a damaged one, or one that programs could read differently.</exception>
    public static ZipMembers Read(ReadOnlyMemory<byte> file)
    {
        ReadOnlySpan<byte> bytes = file.Span;
        if (bytes.IsEmpty)
        {
            throw new ContentFaultException("is empty");
        }

        int record = ZipEnd.FindRecord(bytes);
        if (bytes.StartsWith(Hdf5))
        {
            throw TwoKinds(0);
        }

        // Before the directory is looked for: programs disagree whether its place counts from the file's start or from the first member.
        if (!IsZip(bytes))
        {
            throw new ContentFaultException(
                "ends as a zip file and does not begin as one: something stands before it, as in programs that unpack themselves; zip the members again");
        }

        ZipEnd end = ZipEnd.Find(bytes, record);
        ZipEntry[] entries = ZipEntry.ReadAll(bytes[end.DirectoryStart..end.DirectoryEnd], end.Count);
        ZipNames.RequireDistinct([.. entries.Select(entry => entry.Name)]);
        ZipEntry[] ordered = ZipLayout.Check(bytes, entries, end.DirectoryStart);
        RequireNoHdf5(bytes, ordered);
        return new(file, ordered);
    }

    /// <inheritdoc/>
    public bool Has(string name) => _entries.ContainsKey(name);

    /// <inheritdoc/>
    public long LengthOf(string name) => Entry(name).Length;

    /// <inheritdoc/>
    /// <remarks>A stored member is a part of the file itself; a deflated one takes the memory of the result and little more, and no more than its bytes can inflate to.</remarks>
    public ReadOnlyMemory<byte> Read(string name, long mostBytes)
    {
        ZipEntry entry = Entry(name);
        long most = Math.Min(mostBytes, Array.MaxLength);
        if (entry.Length > most)
        {
            throw Fault(name, Invariant($"has {entry.Length:N0} bytes when it is unpacked; at most {most:N0} are read here"));
        }

        ReadOnlyMemory<byte> stored = _file.Slice(entry.DataStart, (int)entry.CompressedLength);
        if (entry.Length > entry.CompressedLength * Inflation.MostPerByte)
        {
            throw Fault(name, Invariant($"should inflate to {entry.Length} bytes, more than its {entry.CompressedLength} compressed bytes can"));
        }

        ReadOnlyMemory<byte> content = entry.Method == Stored ? stored : Inflation.Inflate(entry, stored, (int)entry.Length);
        return Crc32.HashToUInt32(content.Span) == entry.Checksum
            ? content
            : throw Fault(name, "is damaged: its CRC-32 is not the one in the zip file; copy or download the file again");
    }

    private ZipEntry Entry(string name)
    {
        if (!_entries.TryGetValue(name, out ZipEntry? entry))
        {
            throw new ContentFaultException($"has no '{name}'");
        }

        return entry.Refusal is { } refusal ? throw Fault(name, refusal) : entry;
    }

    // HDF5 looks for its signature at the start, and at 512 and its doubles, so such a file is both. Where it is that of the weights
    // themselves, which lie there by chance, both find the same ones.
    private static void RequireNoHdf5(ReadOnlySpan<byte> file, ZipEntry[] entries)
    {
        for (long at = SmallestUserBlock; at < file.Length; at *= 2)
        {
            if (file[(int)at..].StartsWith(Hdf5)
                && !Array.Exists(entries, entry => entry.Name == Weights && entry.Method == Stored && entry.DataStart == at))
            {
                throw TwoKinds(at);
            }
        }
    }

    private static ContentFaultException TwoKinds(long at) => new(Invariant(
        $"is both a zip file and, from byte {at} on, an HDF5 file: which one is read depends on the program"));
}
