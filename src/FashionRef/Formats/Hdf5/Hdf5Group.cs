using FashionRef.Files;
using FashionRef.Formats.Hdf5.Structure;

namespace FashionRef.Formats.Hdf5;

/// <summary>A group: what else is in it, under which names, and its attributes.</summary>
internal sealed class Hdf5Group
{
    private readonly Hdf5File _file;
    private readonly GroupEntry _entry;
    private readonly Attributes _attributes;

    internal Hdf5Group(Hdf5File file, GroupEntry entry)
    {
        _file = file;
        _entry = entry;
        _attributes = new Attributes(file, entry, () => Path);
    }

    /// <summary>From the root on, as <c>/layers/dense/vars</c>; the root's is <c>/</c>.</summary>
    public string Path => _entry.PathOf("");

    /// <summary>In the order of the file, as are all names.</summary>
    public IReadOnlyList<string> GroupNames => [.. _entry.Names.Where(name => _entry.Find(name) is GroupEntry)];

    public IReadOnlyList<string> DatasetNames => [.. _entry.Names.Where(name => _entry.Find(name) is DatasetEntry)];

    public IReadOnlyList<string> AttributeNames => [.. _entry.Attributes.Select(attribute => attribute.Name)];

    /// <summary>A group within this one, or null.</summary>
    /// <param name="path">Relative, with <c>/</c>.</param>
    public Hdf5Group? FindGroup(string path) => Find(path) is (_, _, GroupEntry found) ? new Hdf5Group(_file, found) : null;

    /// <summary>A dataset within this group, or null.</summary>
    /// <inheritdoc cref="FindGroup"/>
    public Hdf5Dataset? FindDataset(string path) =>
        Find(path) is (var group, var name, DatasetEntry found) ? new Hdf5Dataset(_file, group, name, found) : null;

    /// <summary>The text of an attribute, or null where there is no such attribute.</summary>
    /// <exception cref="ContentFaultException">It is not one text, or not in UTF-8.</exception>
    public string? FindText(string attribute) => _attributes.FindText(attribute);

    /// <summary>The texts of an attribute, or null where there is none; one that Keras cut into name0, name1 and so on is put together.</summary>
    /// <exception cref="ContentFaultException">It is not a list of texts, or not in UTF-8.</exception>
    public IReadOnlyList<string>? FindTexts(string attribute) => _attributes.FindTexts(attribute);

    /// <summary>The number of an attribute, or null where there is no such attribute.</summary>
    /// <exception cref="ContentFaultException">It is not one number.</exception>
    public double? FindNumber(string attribute) => _attributes.FindNumber(attribute);

    private (GroupEntry Group, string Name, ObjectEntry? Entry) Find(string path)
    {
        GroupEntry group = _entry;
        string[] parts = path.Split('/');
        foreach (string part in parts.SkipLast(1))
        {
            if (group.Find(part) is not GroupEntry next)
            {
                return (group, part, null);
            }

            group = next;
        }

        return (group, parts[^1], group.Find(parts[^1]));
    }
}
