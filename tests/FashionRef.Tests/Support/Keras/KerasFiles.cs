using System.IO.Compression;

namespace FashionRef.Tests.Support.Keras;

/// <summary>The files that Keras wrote of small models; TestData/README.md says where they come from.</summary>
internal static class KerasFiles
{
    public static string Root => Path.Combine(AppContext.BaseDirectory, "TestData", "keras-files");

    /// <summary>The folder with the notebook's two models, as <c>model1.keras</c> and so on.</summary>
    public static string Notebook => Path.Combine(AppContext.BaseDirectory, "TestData", "keras-files-notebook");

    /// <summary>The folders of models.</summary>
    public static IEnumerable<string> Models => Directory.GetDirectories(Root).Select(folder => Path.GetFileName(folder)!).Where(name => name != "bad").Order(StringComparer.Ordinal);

    /// <summary>All HDF5 of a model's formats, as a whole file or within one.</summary>
    public static IEnumerable<(string Name, byte[] Content)> Hdf5Of(string model)
    {
        foreach (string file in Directory.GetFiles(Path.Combine(Root, model), "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            if (file.EndsWith(".h5", StringComparison.Ordinal))
            {
                yield return (Path.GetFileName(file), File.ReadAllBytes(file));
            }
            else if (file.EndsWith(".keras", StringComparison.Ordinal))
            {
                yield return (Path.GetFileName(file), WeightsIn(file));
            }
        }
    }

    public static byte[] Read(string path) => File.ReadAllBytes(Path.Combine(Root, path));

    private static byte[] WeightsIn(string file)
    {
        using ZipArchive zip = ZipFile.OpenRead(file);
        using Stream weights = zip.GetEntry("model.weights.h5")!.Open();
        using MemoryStream content = new();
        weights.CopyTo(content);
        return content.ToArray();
    }
}
