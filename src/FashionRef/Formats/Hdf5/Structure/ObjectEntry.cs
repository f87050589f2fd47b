namespace FashionRef.Formats.Hdf5.Structure;

/// <summary>What a group and a dataset have in common.</summary>
/// <param name="attributes">In the order of the file.</param>
internal abstract class ObjectEntry(IReadOnlyList<AttributeEntry> attributes)
{
    public IReadOnlyList<AttributeEntry> Attributes => attributes;
}

/// <summary>A dataset that was looked at: all of it is there, and it is numbers.</summary>
/// <param name="attributes">In the order of the file.</param>
/// <param name="number">Its place among all datasets of the file.</param>
/// <param name="address">Its object header.</param>
/// <param name="type">What each element is.</param>
/// <param name="space">Its shape.</param>
/// <param name="storage">What its values take.</param>
internal sealed class DatasetEntry(
    IReadOnlyList<AttributeEntry> attributes, int number, ulong address, Datatype type, Dataspace space, Storage storage) : ObjectEntry(attributes)
{
    public int Number => number;

    public ulong Address => address;

    public Datatype Type => type;

    public Dataspace Space => space;

    public Storage Storage => storage;
}

/// <summary>A group that was looked at. It has one name only, or there would be more ways to an object than any file has bytes.</summary>
internal sealed class GroupEntry(IReadOnlyList<AttributeEntry> attributes, GroupEntry? parent, string name) : ObjectEntry(attributes)
{
    private readonly Dictionary<string, ObjectEntry> _children = [];
    private readonly List<string> _names = [];

    public GroupEntry? Parent => parent;

    public string Name => name;

    public int Depth => parent is null ? 0 : parent.Depth + 1;

    /// <summary>In the order of the file.</summary>
    public IReadOnlyList<string> Names => _names;

    public ObjectEntry? Find(string child) => _children.GetValueOrDefault(child);

    /// <summary>The path of a child, or with an empty name the group's own.</summary>
    public string PathOf(string child)
    {
        List<string> parts = [];
        for (GroupEntry? group = this; group?.Parent is not null; group = group.Parent)
        {
            parts.Add(group.Name);
        }

        parts.Reverse();
        return "/" + string.Join('/', child.Length == 0 ? parts : [.. parts, child]);
    }

    public bool TryAdd(string child, ObjectEntry entry)
    {
        if (!_children.TryAdd(child, entry))
        {
            return false;
        }

        _names.Add(child);
        return true;
    }
}
