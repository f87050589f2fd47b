using System.IO.Compression;
using FashionRef.Formats.Keras;
using FashionRef.Formats.Keras.Writing;
using FashionRef.Models;
using FashionRef.Models.Layers;

namespace FashionRef.Tests.Formats.Keras;

/// <summary>What reading takes: the file, and its weights as double.</summary>
[NonParallelizable]
internal sealed class KerasMemoryTests
{
    private const long Structure = 1024 * 1024;

    // Of the compressed file the rest goes once it is inflated.
    [TestCase(KerasFileKind.Archive, false)]
    [TestCase(KerasFileKind.Archive, true)]
    [TestCase(KerasFileKind.LegacyModel, false)]
    [TestCase(KerasFileKind.Weights, false)]
    public void Reading_takes_at_most_three_times_the_uncompressed_file(KerasFileKind kind, bool isDeflated)
    {
        using TemporaryFolder folder = new();
        BuiltModel model = new Sequential(Shape.Of(1000), [new Dense(2000, Activation.Linear)]).Build();
        WeightValues[] weights = [.. model.Weights.Select(weight => new WeightValues(weight.Path, weight.Shape, [.. Enumerable.Range(0, weight.Shape.Count).Select(i => (double)(float)Math.Sin(i))]))];
        KerasContent.Of(model, weights).Save(folder["model"], kind, DateTimeOffset.UnixEpoch);
        long uncompressed = new FileInfo(folder["model"]).Length;
        if (isDeflated)
        {
            Deflate(folder["model"]);
        }

        // Once, so that what is only made the first time does not count.
        Read(folder["model"], model);
        long before = GC.GetAllocatedBytesForCurrentThread();
        IReadOnlyList<WeightValues> read = Read(folder["model"], model);
        long taken = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.That(read[0].Values, Is.EqualTo(weights[0].Values));
        Assert.That(taken - (isDeflated ? new FileInfo(folder["model"]).Length : 0), Is.LessThan((3 * uncompressed) + Structure));
    }

    private static IReadOnlyList<WeightValues> Read(string path, BuiltModel model)
    {
        using KerasFile file = KerasFile.Read(path);
        return file.ReadWeights(file.Model ?? model, path);
    }

    private static void Deflate(string path)
    {
        Dictionary<string, byte[]> members;
        using (ZipArchive stored = ZipFile.OpenRead(path))
        {
            members = stored.Entries.ToDictionary(entry => entry.FullName, entry =>
            {
                using Stream stream = entry.Open();
                using MemoryStream content = new();
                stream.CopyTo(content);
                return content.ToArray();
            });
        }

        using FileStream file = File.Create(path);
        using ZipArchive zip = new(file, ZipArchiveMode.Create);
        foreach ((string name, byte[] content) in members)
        {
            using Stream stream = zip.CreateEntry(name, CompressionLevel.Optimal).Open();
            stream.Write(content);
        }
    }
}
