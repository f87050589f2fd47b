using System.IO.Compression;
using System.Text.Json;
using FashionRef.Engines.Backpropagation.Augmentation;
using FashionRef.Formats.Keras.Configuration;
using FashionRef.Models;
using FashionRef.Models.Layers;

namespace FashionRef.Tests.Engines.Backpropagation.Augmentation;

/// <summary>What Keras makes of images with given parameters; TestData/README.md tells where it comes from.</summary>
internal sealed class KerasAugmentationTests
{
    private const int Images = 4;

    private static readonly Dictionary<string, ImageAxes> Inputs = new()
    {
        ["input_small"] = new(6, 5, 2, DataFormat.ChannelsLast),
        ["input_images"] = new(28, 28, 1, DataFormat.ChannelsLast),
    };

    [Test]
    public void Every_image_is_Kerass([Values("RandomFlip", "RandomTranslation", "RandomRotation", "RandomZoom", "RandomContrast")] string name)
    {
        string folder = Path.Combine(AppContext.BaseDirectory, "TestData", "keras-traces");
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "augmentation.json")));
        using ZipArchive arrays = ZipFile.OpenRead(Path.Combine(folder, "augmentation.npz"));
        JsonElement[] cases = [.. document.RootElement.GetProperty("cases").EnumerateArray().Where(entry => entry.GetProperty("layer").GetString() == name)];
        double largest = 0;
        foreach (JsonElement entry in cases)
        {
            string key = entry.GetProperty("input").GetString()!;
            ImageAxes axes = Inputs[key];
            JsonElement config = entry.GetProperty("config");
            TrainingOnly layer = TrainingOnlyReader.Find(name, new ConfigObject(config, "the case"))!;
            float[] input = Read(arrays, key);
            float[] expected = Read(arrays, entry.GetProperty("output").GetString()!);
            int size = axes.Shape.Count;
            bool isExact = layer is RandomFlip or RandomTransform { Interpolation: Interpolation.Nearest };
            for (int i = 0; i < Images; i++)
            {
                float[] found = Changed(layer, axes, input[(i * size)..((i + 1) * size)], entry.GetProperty("parameters"), i);
                float[] wanted = expected[(i * size)..((i + 1) * size)];
                Assert.That(found, isExact ? Is.EqualTo(wanted) : Is.EqualTo(wanted).Within(0.001f), $"{entry.GetProperty("output")}: {config}, image {i}");
                largest = Math.Max(largest, found.Zip(wanted, (one, other) => Math.Abs(one - other)).Max());
            }
        }

        TestContext.Out.WriteLine($"{cases.Length} cases, largest difference {largest:R}");
        Assert.That(cases, Is.Not.Empty);
    }

    private static float[] Changed(TrainingOnly layer, ImageAxes axes, float[] image, JsonElement parameters, int sample)
    {
        float[] output = [.. image];
        switch (layer)
        {
            case RandomFlip flip when parameters.GetProperty("flip")[sample].GetBoolean():
                new FlipStage(axes, flip.Mode, number: 0).Flip(image, output);
                break;
            case RandomContrast contrast:
                new ContrastStage(axes, contrast, number: 0).Change(output, Number("contrast"));
                break;
            case RandomTranslation move:
                new ImageSampler(axes, move).Run(image, output, AffineMap.Moved(Number("translate_rows"), Number("translate_columns")));
                break;
            case RandomRotation turn:
                AffineMap map = AffineMap.Turned(Number("degrees"), axes.Height, axes.Width);
                float[] wanted = [.. parameters.GetProperty("matrix")[sample].EnumerateArray().Take(6).Select(entry => entry.GetSingle())];
                Assert.That(new[] { map.A0, map.A1, map.A2, map.B0, map.B1, map.B2 }, Is.EqualTo(wanted).Within(2e-6f));
                new ImageSampler(axes, turn).Run(image, output, map);
                break;
            case RandomZoom zoom:
                new ImageSampler(axes, zoom).Run(image, output, AffineMap.Zoomed(Number("zoom_rows"), Number("zoom_columns"), axes.Height, axes.Width));
                break;
        }

        return output;

        float Number(string name) => parameters.GetProperty(name)[sample].GetSingle();
    }

    // A member is a .npy file: 10 bytes, of which the last two are the header's length, the header, then the numbers.
    private static float[] Read(ZipArchive arrays, string name)
    {
        using Stream stream = arrays.GetEntry($"{name}.npy")!.Open();
        using MemoryStream bytes = new();
        stream.CopyTo(bytes);
        ReadOnlySpan<byte> npy = bytes.ToArray();
        return System.Runtime.InteropServices.MemoryMarshal.Cast<byte, float>(npy[(10 + BitConverter.ToUInt16(npy[8..]))..]).ToArray();
    }
}
