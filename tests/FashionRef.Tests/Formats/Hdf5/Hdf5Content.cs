using FashionRef.Formats.Hdf5;

namespace FashionRef.Tests.Formats.Hdf5;

/// <summary>All that a file holds, read to the last number.</summary>
internal static class Hdf5Content
{
    public static Dictionary<string, Hdf5Dataset> Datasets(Hdf5File file) =>
        Groups(file.Root).SelectMany(group => group.DatasetNames.Select(name => group.FindDataset(name)!)).ToDictionary(dataset => dataset.Path);

    public static IEnumerable<Hdf5Group> Groups(Hdf5Group root) =>
        root.GroupNames.SelectMany(name => Groups(root.FindGroup(name)!)).Prepend(root);

    /// <summary>Every attribute in the way that suits it, and every value.</summary>
    public static void ReadAll(byte[] content)
    {
        using Hdf5File file = Hdf5File.Open(content);
        foreach (Hdf5Group group in Groups(file.Root))
        {
            foreach (string name in group.AttributeNames)
            {
                _ = Attribute(group, name);
            }

            foreach (string name in group.DatasetNames)
            {
                group.FindDataset(name)!.ReadValues();
            }
        }
    }

    /// <summary>What tells two contents apart: names, shapes, types and the bits of values, attributes among them.</summary>
    public static string[] Describe(byte[] content)
    {
        using Hdf5File file = Hdf5File.Open(content);
        return [.. Groups(file.Root).SelectMany(Lines)];
    }

    private static IEnumerable<string> Lines(Hdf5Group group) =>
        group.AttributeNames.Select(name => $"{group.Path} @{name} = {Attribute(group, name)}")
            .Concat(group.DatasetNames.Select(name => Line(group.FindDataset(name)!)))
            .Prepend(group.Path);

    private static string Line(Hdf5Dataset dataset) =>
        $"{dataset.Path} {dataset.Type} [{string.Join(',', dataset.Shape)}] {string.Join(' ', dataset.ReadValues().Select(value => BitConverter.DoubleToInt64Bits(value).ToString("x", null)))}";

    private static string Attribute(Hdf5Group group, string name)
    {
        Func<string>[] ways =
        [
            () => group.FindText(name)!,
            () => string.Join('|', group.FindTexts(name)!),
            () => $"{group.FindNumber(name)}",
        ];
        foreach (Func<string> way in ways.SkipLast(1))
        {
            try
            {
                return way();
            }
            catch (FashionRef.Files.ContentFaultException)
            {
                // It is of another type.
            }
        }

        return ways[^1]();
    }
}
