using FashionRef.Files;
using static System.FormattableString;

namespace FashionRef.Formats.Hdf5.Structure;

/// <summary>A name in a group, and the object that it leads to.</summary>
/// <param name="Name">Without slashes.</param>
/// <param name="Address">The object header.</param>
internal sealed record GroupLink(string Name, ulong Address)
{
    private const int SoftLink = 1;
    private const int ExternalLink = 64;

    // Names of entries may begin anywhere within a longer one: each is a text of its own in memory.
    private const int CostOfLetter = 4;

    /// <summary>All links of a group that has its links in messages.</summary>
    public static IEnumerable<GroupLink> OfMessages(FileBytes file, ObjectHeader header, Func<string, string> path)
    {
        if (header.Single(MessageKind.LinkInfo) is not { } info)
        {
            throw new ContentFaultException($"has the group '{path("")}' without a list of its links");
        }

        return Dense(file, header.Open(info), path) is { } messages
            ? messages.Select(message => OfMessage(file, message, path))
            : header.Messages.Where(message => message.Kind == MessageKind.Link).Select(message => OfMessage(file, header.Open(message), path));
    }

    /// <summary>A name as it is stored.</summary>
    public static string ReadName(FileBytes file, ReadOnlySpan<byte> bytes, BlockReader reader)
    {
        file.Charge((long)CostOfLetter * bytes.Length);
        string name = TextBytes.Decode(bytes) ?? throw reader.Fault("holds a name that is not UTF-8");
        return name is "" or "." || name.Contains('/', StringComparison.Ordinal) || name.Contains('\0', StringComparison.Ordinal)
            ? throw reader.Fault($"holds the name '{name}', which no object can have")
            : name;
    }

    public static ContentFaultException External(string path) =>
        new($"holds an external link at '{path}', and links into other files are not followed");

    public static ContentFaultException Soft(string path) =>
        new($"holds a soft link at '{path}', and links by name are not followed");

    // Null where the links are in the header itself.
    private static IEnumerable<BlockReader>? Dense(FileBytes file, BlockReader reader, Func<string, string> path)
    {
        reader.ExpectVersion(0, reader.Byte());
        byte flags = reader.Byte();
        reader.Skip((flags & 1) != 0 ? sizeof(ulong) : 0);
        (ulong heap, ulong names) = (reader.UInt64(), reader.UInt64());
        return names == FileBytes.Undefined ? null : new DenseLinks(file, path("")).Messages(names, heap);
    }

    private static GroupLink OfMessage(FileBytes file, BlockReader reader, Func<string, string> path)
    {
        reader.ExpectVersion(1, reader.Byte());
        byte flags = reader.Byte();
        int kind = (flags & 8) != 0 ? reader.Byte() : 0;
        reader.Skip((flags & 4) != 0 ? sizeof(ulong) : 0);
        reader.Skip((flags & 0x10) != 0 ? 1 : 0);
        ulong length = reader.UInt(1 << (flags & 3));
        if (length > (ulong)reader.Left)
        {
            throw reader.Fault(Invariant($"should hold a name of {length} bytes, and {reader.Left} are left"));
        }

        string name = ReadName(file, reader.Bytes((int)length), reader);
        return kind switch
        {
            0 => new GroupLink(name, reader.UInt64()),
            SoftLink => throw Soft(path(name)),
            ExternalLink => throw External(path(name)),
            _ => throw reader.Unread(Invariant($"a link of the kind {kind}")),
        };
    }
}
