using FashionRef.Files;
using static System.FormattableString;

namespace FashionRef.Formats.Hdf5.Structure;

/// <summary>
/// Goes over a whole file before the library sees any of it, and refuses what would lead the library astray: it follows what a file says
/// without end, as deep as it says, and asks for as much memory as it says.
/// </summary>
internal sealed class StructureWalk
{
    private const int MostDepth = 64;

    private readonly FileBytes _file;
    private readonly Dictionary<ulong, ObjectEntry> _known = [];
    private readonly Queue<OpenGroup> _open = [];
    private readonly List<DatasetEntry> _datasets = [];

    private StructureWalk(FileBytes file) => _file = file;

    /// <returns>The root group, and all datasets, each once.</returns>
    /// <exception cref="ContentFaultException">The file is damaged or has what is not read here.</exception>
    public static (GroupEntry Root, IReadOnlyList<DatasetEntry> Datasets) Over(FileBytes file, ulong rootAddress)
    {
        StructureWalk walk = new(file);
        GroupEntry root = walk.Read(new GroupLink("", rootAddress), parent: null) as GroupEntry
            ?? throw new ContentFaultException("has no group at its root");
        while (walk._open.TryDequeue(out OpenGroup? next))
        {
            foreach (GroupLink link in walk.Links(next.Group, next.Header))
            {
                if (!next.Group.TryAdd(link.Name, walk.Read(link, next.Group)))
                {
                    throw new ContentFaultException($"has the name '{next.Group.PathOf(link.Name)}' twice");
                }
            }
        }

        return (root, walk._datasets);
    }

    private IEnumerable<GroupLink> Links(GroupEntry group, ObjectHeader header) =>
        header.Single(MessageKind.SymbolTable) is { } table
            ? SymbolTable.Read(header.Open(table)).Links(_file, group.PathOf)
            : GroupLink.OfMessages(_file, header, group.PathOf);

    private ObjectEntry Read(GroupLink link, GroupEntry? parent)
    {
        // It counts, for thousands of datasets may be below one group with a name as long as half the file.
        string path = parent is null ? "/" : parent.PathOf(link.Name);
        _file.Charge(path.Length);
        if (_known.TryGetValue(link.Address, out ObjectEntry? known))
        {
            return known is DatasetEntry
                ? known
                : throw new ContentFaultException($"has a group with two names, of which one is '{path}'; each is read under one name here");
        }

        ObjectHeader header = ObjectHeader.Read(_file, link.Address);
        RequireReadable(header);
        bool isGroup = header.Has(MessageKind.SymbolTable) || header.Has(MessageKind.LinkInfo)
            || header.Has(MessageKind.Link) || header.Has(MessageKind.GroupInfo);
        if (isGroup == header.Has(MessageKind.Layout))
        {
            throw new ContentFaultException($"has at '{path}' neither a group nor a dataset (perhaps a named datatype), which is not read here");
        }

        ObjectEntry entry = isGroup ? ReadGroup(header, link, parent, path) : ReadDataset(header, link, path);
        _known.Add(link.Address, entry);
        return entry;
    }

    private GroupEntry ReadGroup(ObjectHeader header, GroupLink link, GroupEntry? parent, string path)
    {
        GroupEntry group = new(ReadAttributes(header, path), parent, link.Name);
        if (group.Depth > MostDepth)
        {
            throw new ContentFaultException(Invariant($"has groups within groups, more than {MostDepth} deep"));
        }

        _open.Enqueue(new OpenGroup(group, header));
        return group;
    }

    private DatasetEntry ReadDataset(ObjectHeader header, GroupLink link, string path)
    {
        if (header.Has(MessageKind.ExternalFiles))
        {
            throw new ContentFaultException($"has the data of '{path}' in other files, and these are not followed");
        }

        Dataspace space = Part(MessageKind.Dataspace, Dataspace.Read);
        if (!space.HasData)
        {
            throw new ContentFaultException($"has '{path}', which has no data (a null dataspace)");
        }

        Datatype type = Part(MessageKind.Datatype, Datatype.Read);
        if (type.Number is null)
        {
            throw new ContentFaultException($"has '{path}', which is {type.ClassName}; a weight is a real number");
        }

        AttributeEntry[] attributes = ReadAttributes(header, path);
        Storage storage = Storage.Read(_file, header, type, space, path);
        DatasetEntry dataset = new(attributes, _datasets.Count, link.Address, type, space, storage);
        _datasets.Add(dataset);
        return dataset;

        T Part<T>(MessageKind kind, PartReader<T> read)
        {
            BlockReader reader = header.Open(header.Single(kind)
                ?? throw new ContentFaultException(Invariant($"has the dataset '{path}' without a message of the kind {(int)kind}")));
            return read(ref reader);
        }
    }

    private delegate T PartReader<T>(ref BlockReader reader);

    private static AttributeEntry[] ReadAttributes(ObjectHeader header, string path)
    {
        List<AttributeEntry> attributes = [];
        HashSet<string> names = [];
        foreach (HeaderMessage message in header.Messages.Where(message => message.Kind == MessageKind.Attribute))
        {
            AttributeEntry attribute = AttributeEntry.Read(header.Open(message), path);
            if (!names.Add(attribute.Name))
            {
                throw new ContentFaultException($"has the attribute '{attribute.Name}' of '{path}' twice");
            }

            attributes.Add(attribute);
        }

        return [.. attributes];
    }

    // What is not used here, the library reads all the same.
    private static void RequireReadable(ObjectHeader header)
    {
        foreach (HeaderMessage message in header.Messages)
        {
            BlockReader reader = header.Open(message);
            switch (message.Kind)
            {
                case MessageKind.OldFillValue:
                    RequireLength(ref reader);
                    break;
                case MessageKind.FillValue:
                    RequireFillValue(ref reader);
                    break;
                case MessageKind.AttributeInfo:
                    RequireCompact(ref reader);
                    break;
                case MessageKind.Comment:
                    reader.UntilNul();
                    break;
            }
        }
    }

    private static void RequireFillValue(ref BlockReader reader)
    {
        byte version = reader.Byte();
        if (version is < 1 or > 3)
        {
            throw reader.Unread(Invariant($"a fill value of the version {version}"));
        }

        byte flags = reader.Byte();
        bool isDefined = version == 3 ? (flags & 0x30) == 0x20 : (reader.Byte(), reader.Byte()) is (_, 1);
        if (isDefined)
        {
            RequireLength(ref reader);
        }
    }

    private static void RequireLength(ref BlockReader reader)
    {
        uint length = reader.UInt32();
        if (length > reader.Left)
        {
            throw reader.Fault(Invariant($"should hold {length} bytes, and {reader.Left} are left"));
        }
    }

    private static void RequireCompact(ref BlockReader reader)
    {
        reader.ExpectVersion(0, reader.Byte());
        byte flags = reader.Byte();
        reader.Skip((flags & 1) != 0 ? sizeof(ushort) : 0);
        (ulong heap, ulong names) = (reader.UInt64(), reader.UInt64());
        if (heap != FileBytes.Undefined || names != FileBytes.Undefined)
        {
            throw reader.Unread("attributes that are in a fractal heap");
        }
    }

    // A group whose links are still to be followed.
    private sealed record OpenGroup(GroupEntry Group, ObjectHeader Header);
}
