using FashionRef.Files;
using FashionRef.Formats.Hdf5.Structure;

namespace FashionRef.Formats.Hdf5;

/// <summary>An array of numbers.</summary>
internal sealed class Hdf5Dataset
{
    private const string BFloat16 = "bfloat16";

    private readonly Hdf5File _file;
    private readonly GroupEntry _group;
    private readonly string _name;
    private readonly DatasetEntry _entry;

    internal Hdf5Dataset(Hdf5File file, GroupEntry group, string name, DatasetEntry entry)
    {
        _file = file;
        _group = group;
        _name = name;
        _entry = entry;
        Type = entry.Type.Number!.Value;
        if (Type == Hdf5Type.BFloat16 && new Attributes(file, entry, () => Path).FindText("dtype") is var said and not BFloat16)
        {
            string says = said is null ? "has no attribute dtype" : $"has '{said}' for its dtype";
            throw new ContentFaultException($"has '{Path}', which is {entry.Type.ClassName}: it {says}, where '{BFloat16}' is read here");
        }
    }

    /// <summary>From the root on.</summary>
    public string Path => _group.PathOf(_name);

    /// <summary>Empty for a scalar.</summary>
    public IReadOnlyList<long> Shape => _entry.Space.Shape;

    public Hdf5Type Type { get; }

    /// <summary>All values, row-major, each exactly.</summary>
    /// <exception cref="ContentFaultException">A whole number is beyond 2^53, or too much of the file was read already.</exception>
    public double[] ReadValues()
    {
        ReadOnlyMemory<byte> bytes = _file.ReadBytes(_entry, Path);
        try
        {
            return NumberBytes.Read(bytes.Span, Type, _entry.Type.IsBigEndian);
        }
        catch (ContentFaultException fault)
        {
            throw new ContentFaultException($"has '{Path}', which {fault.Message}");
        }
    }
}
