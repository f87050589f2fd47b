using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using FashionRef.Data;
using FashionRef.Models;

namespace FashionRef.Tests.Support.Keras;

/// <summary>Real Keras' answers about one of the models in TestData/keras-files, whose README tells what they are.</summary>
internal sealed class KerasAnswers
{
    private const int TestImages = 64;

    private KerasAnswers(string name)
    {
        Name = name;
        Json = JsonDocument.Parse(File.ReadAllText(FileOf("expected.json"))).RootElement;
    }

    public string Name { get; }

    public JsonElement Json { get; }

    /// <summary>Whether Keras computed in float64 as well; models of Keras 2 and on PyTorch have float32 answers alone.</summary>
    public bool HasFloat64 => Arrays().ContainsKey("predictions_float64");

    /// <summary>The shape of a sample.</summary>
    public Shape InputShape => Shape.Of([.. Json.GetProperty("input").GetProperty("shape").EnumerateArray().Select(size => size.GetInt32())]);

    /// <summary>How far a float32 program's predictions may be away.</summary>
    public double PredictionTolerance => Name switch
    {
        "float16" or "mixed-float16" => 5e-4,
        "bfloat16" => 3e-3,
        _ when Json.TryGetProperty("tolerance_for_float32", out JsonElement tolerance) && tolerance.ValueKind == JsonValueKind.Object => tolerance.GetProperty("predictions_absolute").GetDouble(),
        _ => 1e-5,
    };

    public static KerasAnswers Of(string name) => new(name);

    /// <summary>One of the model's files.</summary>
    /// <param name="extension">For example <c>keras</c>.</param>
    public string FileOf(string extension) => Path.Combine(KerasFiles.Root, Name, $"{Name}.{extension}");

    /// <summary>The samples that the predictions are for, <c>[64, …]</c>.</summary>
    public double[] Inputs() => Inputs(RealDataset.Load().Test, Enumerable.Range(0, TestImages));

    /// <summary>Images as samples of the model, <c>[images, …]</c>.</summary>
    public double[] Inputs(ImageSet images, IEnumerable<int> chosen)
    {
        double divisor = Json.GetProperty("input").GetProperty("pixels").GetString() == "unit" ? 255 : 1;
        return [.. chosen.SelectMany(image => Sample(images.Pixels.Slice(image * 28 * 28, 28 * 28).ToArray()).Select(pixel => pixel / divisor))];
    }

    private IEnumerable<double> Sample(byte[] image)
    {
        Shape shape = InputShape;
        return shape.Rank != 3 ? image.Select(pixel => (double)pixel)
            : from i in Enumerable.Range(0, shape[0])
              from j in Enumerable.Range(0, shape[1])
              from c in Enumerable.Range(0, shape[2])
              select (double)image[((i + c) % 28 * 28) + ((j + (2 * c)) % 28)];
    }

    /// <summary>The arrays of expected.npz.</summary>
    public IReadOnlyDictionary<string, double[]> Arrays() => ReadNpz(FileOf("expected.npz"));

    /// <summary>The arrays of a NumPy archive of float32 and float64.</summary>
    public static IReadOnlyDictionary<string, double[]> ReadNpz(string path)
    {
        using ZipArchive archive = ZipFile.OpenRead(path);
        return archive.Entries.ToDictionary(entry => Path.GetFileNameWithoutExtension(entry.Name), Read);
    }

    private static double[] Read(ZipArchiveEntry entry)
    {
        using MemoryStream content = new();
        using (Stream stream = entry.Open())
        {
            stream.CopyTo(content);
        }

        byte[] bytes = content.ToArray();
        int length = BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(8));
        bool isDouble = Encoding.ASCII.GetString(bytes, 10, length).Contains("<f8", StringComparison.Ordinal);
        int size = isDouble ? sizeof(double) : sizeof(float);
        double[] values = new double[(bytes.Length - 10 - length) / size];
        for (int i = 0; i < values.Length; i++)
        {
            ReadOnlySpan<byte> number = bytes.AsSpan(10 + length + (i * size));
            values[i] = isDouble ? BinaryPrimitives.ReadDoubleLittleEndian(number) : BinaryPrimitives.ReadSingleLittleEndian(number);
        }

        return values;
    }
}
