using FashionRef.Files;
using static System.FormattableString;
using static FashionRef.Formats.Zip.ZipFormat;

namespace FashionRef.Formats.Zip;

/// <summary>Where a zip file's central directory is, as the records at the file's end tell.</summary>
/// <param name="DirectoryStart">Its first byte.</param>
/// <param name="DirectoryEnd">The first byte behind it.</param>
/// <param name="Count">How many members it names.</param>
internal readonly record struct ZipEnd(int DirectoryStart, int DirectoryEnd, int Count)
{
    // Keras writes three members, and some more for layers with files of their own.
    public const int MostMembers = 10_000;
    private const int MostDirectoryBytes = 2 * 1024 * 1024;

    private const int LongestComment = ushort.MaxValue;
    private const int CommentLength = 20;
    private const int Zip64EndLength = 56;
    private const int LocatorLength = 20;
    private const uint CountInZip64 = ushort.MaxValue;
    private const string Incomplete = "copy or download it again";

    private static ReadOnlySpan<byte> Zip64End => "PK\u0006\u0006"u8;

    private static ReadOnlySpan<byte> Locator => "PK\u0006\u0007"u8;

    /// <summary>Finds the directory.</summary>
    /// <param name="file">All of the file.</param>
    /// <param name="at">Where its last record begins.</param>
    /// <exception cref="ContentFaultException">The records disagree, or the directory is not before them.</exception>
    public static ZipEnd Find(ReadOnlySpan<byte> file, int at)
    {
        ReadOnlySpan<byte> record = file[at..];
        Numbers numbers = new(
            UInt16At(record, 4), UInt16At(record, 6), UInt16At(record, 8), UInt16At(record, 10), UInt32At(record, 12), UInt32At(record, 16));
        int locator = at - LocatorLength;
        return locator >= 0 && file[locator..].StartsWith(Locator)
            ? Checked(OfZip64(file, locator, numbers), locator - Zip64EndLength)
            : Checked(numbers, at);
    }

    /// <summary>Finds the last record.</summary>
    /// <param name="file">All of the file.</param>
    /// <returns>Where it begins.</returns>
    /// <exception cref="ContentFaultException">It is missing, cut off or could be another one to another reader.</exception>
    public static int FindRecord(ReadOnlySpan<byte> file)
    {
        int start = Math.Max(0, file.Length - LongestComment - EndLength);
        int at = file[start..].LastIndexOf(End) + start;
        if (at < start)
        {
            throw new ContentFaultException(!ZipMembers.IsZip(file) && FileKind.Name(file) is { } kind
                ? $"is {kind}, but must be a zip file"
                : $"is no complete zip file: it has no end-of-central-directory record; {Incomplete}");
        }

        long behind = file.Length - at - EndLength;
        long comment = behind < 0 ? 0 : UInt16At(file[at..], CommentLength);
        if (behind < comment)
        {
            throw new ContentFaultException($"is no complete zip file: its end-of-central-directory record is cut off; {Incomplete}");
        }

        if (behind > comment)
        {
            throw new ContentFaultException(Invariant($"has {behind - comment} bytes behind the end of the zip file in it; {Incomplete}"));
        }

        // Readers search from the end or from the start, and some want a comment that fills the rest of the file.
        for (int other = file[start..at].LastIndexOf(End); other >= 0; other = file[start..(start + other)].LastIndexOf(End))
        {
            if (start + other + EndLength + UInt16At(file[(start + other)..], CommentLength) == file.Length)
            {
                throw new ContentFaultException("has two end-of-central-directory records, so it is two zip files: which one is read depends on the program");
            }
        }

        return at;
    }

    // Some programs always take the numbers from here, others only where the ordinary ones say so: both must be right.
    private static Numbers OfZip64(ReadOnlySpan<byte> file, int locator, Numbers ordinary)
    {
        int at = locator - Zip64EndLength;
        ReadOnlySpan<byte> record = at >= 0 ? file[at..locator] : [];
        if (!record.StartsWith(Zip64End) || UInt64At(record, 4) != Zip64EndLength - 12 || UInt64At(file[locator..], 8) != (ulong)at)
        {
            throw new ContentFaultException($"has a zip64 end-of-central-directory record that is damaged or not in its place; {Incomplete}");
        }

        Numbers numbers = new(
            UInt32At(record, 16), UInt32At(record, 20), UInt64At(record, 24), UInt64At(record, 32), UInt64At(record, 40), UInt64At(record, 48));
        bool isOneDisk = UInt32At(file[locator..], 4) == 0 && UInt32At(file[locator..], 16) <= 1;
        return !isOneDisk ? throw SeveralParts()
            : Agrees(ordinary.Disk, numbers.Disk, CountInZip64)
            && Agrees(ordinary.DirectoryDisk, numbers.DirectoryDisk, CountInZip64)
            && Agrees(ordinary.CountHere, numbers.CountHere, CountInZip64)
            && Agrees(ordinary.Count, numbers.Count, CountInZip64)
            && Agrees(ordinary.Length, numbers.Length, InZip64)
            && Agrees(ordinary.Start, numbers.Start, InZip64)
            ? numbers
            : throw new ContentFaultException("has two end-of-central-directory records, ordinary and zip64, that disagree");
    }

    private static bool Agrees(ulong ordinary, ulong zip64, ulong marker) => ordinary == zip64 || ordinary == marker;

    private static ZipEnd Checked(Numbers numbers, int end)
    {
        if (numbers.Disk != 0 || numbers.DirectoryDisk != 0 || numbers.CountHere != numbers.Count)
        {
            throw SeveralParts();
        }

        if (numbers.Count > MostMembers)
        {
            throw new ContentFaultException(Invariant($"is a zip file of {numbers.Count:N0} members; at most {MostMembers:N0} are read here"));
        }

        // Compared first: the sum of two numbers of 64 bits may be any number.
        if (numbers.Length > (ulong)end || numbers.Start != (ulong)end - numbers.Length)
        {
            throw new ContentFaultException(Invariant(
                $"has a central directory of {numbers.Length} bytes at byte {numbers.Start}, which does not end at byte {end}, where the zip file's end begins; {Incomplete}"));
        }

        return numbers.Length <= MostDirectoryBytes
            ? new((int)numbers.Start, end, (int)numbers.Count)
            : throw new ContentFaultException(Invariant($"has a central directory of {numbers.Length:N0} bytes; at most {MostDirectoryBytes:N0} are read here"));
    }

    private static ContentFaultException SeveralParts() => new("is one part of a zip file in several parts; join them first");

    private readonly record struct Numbers(ulong Disk, ulong DirectoryDisk, ulong CountHere, ulong Count, ulong Length, ulong Start);
}
