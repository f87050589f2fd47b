using System.Text;
using FashionRef.Files;
using static System.FormattableString;
using static FashionRef.Formats.Zip.ZipFormat;

namespace FashionRef.Formats.Zip;

/// <summary>
/// The local headers and the data of all members: they must say what the central directory says, and fill the file without gap or overlap,
/// so that a program that reads from the start and one that reads from the end see the same members.
/// </summary>
internal static class ZipLayout
{
    // A name may have 65,535 bytes.
    private const int MostShown = 100;

    private const int DescriptorMark = 4;
    private const int OrdinaryDescriptor = 12;
    private const int Zip64Descriptor = 20;

    private static ReadOnlySpan<byte> Descriptor => "PK\u0007\u0008"u8;

    /// <summary>Checks it.</summary>
    /// <param name="file">All of the file.</param>
    /// <param name="entries">In any order.</param>
    /// <param name="directoryStart">Where the last member ends.</param>
    /// <returns>The members in their order in the file, each with the start of its data.</returns>
    /// <exception cref="ContentFaultException">Something is missing, disagrees or overlaps.</exception>
    public static ZipEntry[] Check(ReadOnlySpan<byte> file, IEnumerable<ZipEntry> entries, int directoryStart)
    {
        ZipEntry[] ordered = [.. entries.OrderBy(entry => entry.HeaderStart)];
        long first = ordered.Length > 0 ? ordered[0].HeaderStart : directoryStart;
        if (first != 0)
        {
            throw new ContentFaultException(Invariant($"has {first} bytes at its start that belong to no member"));
        }

        for (int i = 0; i < ordered.Length; i++)
        {
            long next = i + 1 < ordered.Length ? ordered[i + 1].HeaderStart : directoryStart;
            ordered[i] = ordered[i] with { DataStart = DataStart(file, ordered[i], Math.Min(next, directoryStart)) };
        }

        return ordered;
    }

    private static int DataStart(ReadOnlySpan<byte> file, ZipEntry entry, long next)
    {
        int start = (int)entry.HeaderStart;
        if (next - start < LocalHeaderLength || !file[start..].StartsWith(LocalHeader))
        {
            throw Fault(entry.Name, "has no local header where the central directory says, or one in the place of another");
        }

        ReadOnlySpan<byte> header = file[start..(int)next];
        int nameEnd = LocalHeaderLength + UInt16At(header, 26);
        int extraEnd = nameEnd + UInt16At(header, 28);
        if (extraEnd + entry.CompressedLength > header.Length)
        {
            throw Fault(entry.Name, "overlaps with what follows it");
        }

        RequireSameName(header[LocalHeaderLength..nameEnd], entry);
        ZipExtra extra = new(header[nameEnd..extraEnd], entry.Name);
        RequireSameNumbers(header, ref extra, entry);
        RequireEnd(header[(extraEnd + (int)entry.CompressedLength)..], extra.HasZip64, entry);
        return start + extraEnd;
    }

    private static void RequireSameName(ReadOnlySpan<byte> name, ZipEntry entry)
    {
        if (!name.SequenceEqual(Encoding.UTF8.GetBytes(entry.Name)))
        {
            string shown = Encoding.Latin1.GetString(name[..Math.Min(name.Length, MostShown)]);
            throw Fault(entry.Name, $"has another name in its local header, '{shown}'");
        }
    }

    private static void RequireSameNumbers(ReadOnlySpan<byte> header, ref ZipExtra extra, ZipEntry entry)
    {
        ulong length = extra.Next(UInt32At(header, 22));
        ulong compressed = extra.Next(UInt32At(header, 18));
        extra.RequireNoMore();
        bool mayBeZero = (entry.Flags & HasDescriptor) != 0;
        if (UInt16At(header, 6) != entry.Flags
            || UInt16At(header, 8) != entry.Method
            || !Agrees(UInt32At(header, 14), entry.Checksum, mayBeZero)
            || !Agrees(compressed, (ulong)entry.CompressedLength, mayBeZero)
            || !Agrees(length, (ulong)entry.Length, mayBeZero))
        {
            throw Fault(entry.Name, "has another method, checksum or length in its local header than in the central directory");
        }
    }

    // Behind the data is the next member, or first a data descriptor where the flags say so.
    private static void RequireEnd(ReadOnlySpan<byte> rest, bool isZip64, ZipEntry entry)
    {
        if ((entry.Flags & HasDescriptor) == 0)
        {
            if (!rest.IsEmpty)
            {
                throw Fault(entry.Name, Invariant($"is followed by {rest.Length} bytes that belong to no member"));
            }

            return;
        }

        int length = isZip64 ? Zip64Descriptor : OrdinaryDescriptor;
        ReadOnlySpan<byte> numbers = rest.Length == length + DescriptorMark && rest.StartsWith(Descriptor) ? rest[DescriptorMark..] : rest;
        if (numbers.Length != length
            || UInt32At(numbers, 0) != entry.Checksum
            || SizeAt(numbers, 0, isZip64) != (ulong)entry.CompressedLength
            || SizeAt(numbers, 1, isZip64) != (ulong)entry.Length)
        {
            throw Fault(entry.Name, "has a data descriptor that is missing or says other than the central directory");
        }
    }

    private static ulong SizeAt(ReadOnlySpan<byte> numbers, int index, bool isZip64) =>
        isZip64 ? UInt64At(numbers, sizeof(uint) + (index * sizeof(ulong))) : UInt32At(numbers, sizeof(uint) + (index * sizeof(uint)));

    private static bool Agrees(ulong local, ulong expected, bool mayBeZero) => local == expected || (mayBeZero && local == 0);
}
