using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using FashionRef.Engines.Exact;
using FashionRef.Engines.Inference;
using FashionRef.Evaluation;
using FashionRef.Formats.Hdf5;
using FashionRef.Formats.Hdf5.Structure;
using FashionRef.Formats.Keras;
using FashionRef.Formats.Keras.Writing;
using FashionRef.Models;
using FashionRef.Tests.Formats.Hdf5;
using FashionRef.Tests.Formats.Zip;
using FashionRef.Training;

namespace FashionRef.Tests.Formats.Keras;

/// <summary>The forms of a model's files.</summary>
internal enum WholeFileForm
{
    Stored,
    Deflated,
    Legacy,
    Weights,
    Json,
}

/// <summary>
/// A right file of Keras with mutants of it. What is changed within a part is wrapped again as it should be, so that no checksum or length
/// around it keeps the change from those who read the part.
/// </summary>
internal sealed partial class WholeFile
{
    // So little that no model of some kilobytes may take seconds.
    private static readonly InferenceLimits Limits = new(64e6, 1e8);

    private static readonly string[] Huge = ["2147483647", "2147483648", "4294967297", "9223372036854775808", "-9223372036854775808", "1e308", "1e400", "1e-400", new('9', 400), "46341", "65536"];

    private readonly KerasAnswers _model;
    private readonly int[] _structure = [];
    private readonly int[] _attributes = [];
    private readonly (int Start, int Length)[] _texts = [];

    public WholeFile(string model, WholeFileForm form)
    {
        _model = KerasAnswers.Of(model);
        Form = form;
        Content = File.ReadAllBytes(_model.FileOf(form switch
        {
            WholeFileForm.Legacy => "h5",
            WholeFileForm.Weights => "weights.h5",
            WholeFileForm.Json => "json",
            _ => "keras",
        }));
        if (IsArchive)
        {
            Parts = PartsOf(Content);
            Content = Wrapped(Parts, form == WholeFileForm.Deflated);
        }

        if (form != WholeFileForm.Json)
        {
            Hdf5 = IsArchive ? Parts["model.weights.h5"] : Content;
            _structure = Hdf5MutationTests.Structure(Hdf5);
            GroupEntry root = StructureWalk.Over(new FileBytes(Hdf5, 0), Superblock.Read(Hdf5).RootAddress).Root;
            _attributes = [.. Attributes(root).SelectMany(attribute => Enumerable.Range(attribute.Address - 40, 40 + Math.Min(attribute.Length, 64)))];
            using Hdf5File file = Hdf5File.Open(Hdf5);
            _texts = [.. new[] { "model_config", "training_config" }.Select(file.Root.FindText).OfType<string>().Select(Encoding.UTF8.GetBytes)
                .Select(text => (Hdf5.AsSpan().IndexOf(text), text.Length))];
        }
    }

    /// <summary>The members that are read.</summary>
    public static string[] ReadMembers { get; } = ["config.json", "metadata.json", "model.weights.h5"];

    public WholeFileForm Form { get; }

    /// <summary>The right answers.</summary>
    public float[]? Answers { get; set; }

    /// <summary>The HDF5 in it, or all of it.</summary>
    public byte[] Hdf5 { get; } = [];

    public byte[] Content { get; }

    /// <summary>The members of an archive.</summary>
    public SortedDictionary<string, byte[]> Parts { get; } = [];

    public bool IsArchive => Form is WholeFileForm.Stored or WholeFileForm.Deflated;

    private Shape? Input => _model.Name == "no-input-layer" ? _model.InputShape : null;

    /// <summary>Loads a file of this form, with the right other one where it takes two.</summary>
    public KerasModel Load(string path) => KerasModel.Load(
        Form == WholeFileForm.Weights ? _model.FileOf("json") : path,
        Form switch { WholeFileForm.Weights => path, WholeFileForm.Json => _model.FileOf("weights.h5"), _ => null },
        Input,
        new ExactEngine(1),
        Limits);

    /// <summary>Reads all that would be written of it, the optimizer's state too.</summary>
    public void Convert(string path)
    {
        using KerasFile file = KerasFile.Read(Form == WholeFileForm.Json ? _model.FileOf("weights.h5") : path, Input);
        using KerasFile? source = Form switch
        {
            WholeFileForm.Weights => KerasFile.Read(_model.FileOf("json"), Input),
            WholeFileForm.Json => KerasFile.Read(path, Input),
            _ => null,
        };
        _ = KerasContent.Of(file, path, source).Bytes(path, KerasFileKind.Archive, DateTimeOffset.UnixEpoch);
    }

    /// <summary>The members of an archive that are read, as .NET reads them.</summary>
    public static SortedDictionary<string, byte[]> PartsOf(byte[] archive)
    {
        using ZipArchive zip = new(new MemoryStream(archive));
        SortedDictionary<string, byte[]> parts = new(StringComparer.Ordinal);
        foreach (ZipArchiveEntry entry in zip.Entries.Where(entry => ReadMembers.Contains(entry.FullName)))
        {
            using MemoryStream content = new();
            using Stream stream = entry.Open();
            stream.CopyTo(content);
            parts.Add(entry.FullName, content.ToArray());
        }

        return parts;
    }

    /// <summary>A mutant, and in words at which level it is one.</summary>
    public (byte[] Content, string Level) Mutant(ref RandomNumbers random) => (Form, random.Below(8)) switch
    {
        (_, 0) => (Scattered(Content, ref random), "bytes"),
        (WholeFileForm.Json, _) => (Json(Content, ref random), "JSON"),
        (WholeFileForm.Weights, _) or (WholeFileForm.Legacy, < 5) => (InHdf5(ref random), "HDF5"),
        (WholeFileForm.Legacy, _) => (JsonInHdf5(ref random), "JSON in HDF5"),
        (_, 1 or 2) => (ZipMutants.Of(random.Below(4) == 0 ? Wrapped(Parts, Form == WholeFileForm.Deflated, isZip64: true) : Content, random.Below(1 << 30)), "zip"),
        (_, 3) => (With("config.json", Scattered(Parts["config.json"], ref random)), "bytes in zip"),
        (_, 4) => (With("metadata.json", Json(Parts["metadata.json"], ref random)), "JSON in zip"),
        (_, 5) => (With("config.json", Json(Parts["config.json"], ref random)), "JSON in zip"),
        _ => (With("model.weights.h5", InHdf5(ref random)), "HDF5 in zip"),
    };

    private static IEnumerable<AttributeEntry> Attributes(ObjectEntry entry) =>
        entry.Attributes.Concat((entry as GroupEntry)?.Names.SelectMany(name => Attributes(((GroupEntry)entry).Find(name)!)) ?? []);

    private static byte[] Wrapped(SortedDictionary<string, byte[]> parts, bool isDeflated, bool isZip64 = false) =>
        new ZipParts([.. parts.Select(part => isDeflated ? ZipPart.Deflated(part.Key, part.Value) : new ZipPart(part.Key, part.Value))])
        {
            Zip64 = isZip64 ? end => ZipParts.Zip64Records(end.Start, end.Length, end.Count) : null,
        }.Bytes();

    private byte[] With(string name, byte[] content) =>
        Wrapped(new SortedDictionary<string, byte[]>(Parts, StringComparer.Ordinal) { [name] = content }, Form == WholeFileForm.Deflated);

    // Anywhere, also in what describes nothing: some bytes other ones, gone, or twice.
    private static byte[] Scattered(byte[] content, ref RandomNumbers random)
    {
        List<byte> mutant = [.. content];
        for (int changes = 1 + random.Below(8); changes > 0 && mutant.Count > 16; changes--)
        {
            int length = 1 + random.Below(16);
            int place = random.Below(mutant.Count - length);
            switch (random.Below(8))
            {
                case 0:
                    mutant.RemoveRange(place, length);
                    break;
                case 1:
                    mutant.InsertRange(place, mutant.GetRange(place, length));
                    break;
                case 2 when random.Below(4) == 0:
                    mutant.RemoveRange(place, mutant.Count - place);
                    break;
                default:
                    for (int i = 0; i < length; i++)
                    {
                        mutant[place + i] = (byte)random.Below(256);
                    }

                    break;
            }
        }

        return [.. mutant];
    }

    private static byte[] Json(byte[] content, ref RandomNumbers random)
    {
        string text = Encoding.UTF8.GetString(content);
        switch (random.Below(4))
        {
            case 0 when Key().Matches(text) is { Count: > 0 } keys:
                // A name twice: to some programs the first counts, to others the last.
                Match key = keys[random.Below(keys.Count)];
                return Encoding.UTF8.GetBytes(text.Insert(key.Index, $"{key.Value} {Huge[random.Below(Huge.Length)]}, "));
            case 1 when Number().Matches(text) is { Count: > 0 } numbers:
                Match number = numbers[random.Below(numbers.Count)];
                return Encoding.UTF8.GetBytes($"{text[..number.Index]}{Huge[random.Below(Huge.Length)]}{text[(number.Index + number.Length)..]}");
            default:
                return Encoding.UTF8.GetBytes(ConfigurationFuzzTests.Mutated(JsonNode.Parse(text)!, ref random));
        }
    }

    // In the place of the right one, with blanks behind it: whatever stores its length needs no change.
    private byte[] JsonInHdf5(ref RandomNumbers random)
    {
        (int start, int length) = _texts[random.Below(_texts.Length)];
        byte[] json;
        do
        {
            json = Json(Hdf5[start..(start + length)], ref random);
        }
        while (json.Length > length);

        byte[] mutant = [.. Hdf5];
        mutant.AsSpan(start, length).Fill((byte)' ');
        json.CopyTo(mutant, start);
        return mutant;
    }

    private byte[] InHdf5(ref RandomNumbers random)
    {
        byte[] mutant = [.. Hdf5];
        for (int changes = 1 + random.Below(3); changes > 0; changes--)
        {
            int[] places = random.Below(3) == 0 && _attributes.Length > 0 ? _attributes : _structure;
            int place = places[random.Below(places.Length)];
            switch (random.Below(8))
            {
                case 0:
                    mutant[random.Below(mutant.Length)] = (byte)random.Below(256);
                    break;
                case 1 when place + 12 < mutant.Length:
                    Wrap(mutant.AsSpan(place / 4 * 4), place, ref random);
                    break;
                default:
                    Hdf5MutationTests.Change(mutant, places, ref random);
                    break;
            }
        }

        return mutant;
    }

    // Numbers whose sums and products with other ones of the file are small again once their upper bits are lost.
    private static void Wrap(Span<byte> at, int place, ref RandomNumbers random)
    {
        ulong old = BinaryPrimitives.ReadUInt64LittleEndian(at);
        ulong[] wide = [0 - (ulong)place, 0 - old, 0 - (ulong)(8 * random.Below(512)), old | (1UL << 63), old | (1UL << 61), old | (1UL << 32), old + (1UL << 31), old << 32];
        if (random.Below(2) == 0)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(at, wide[random.Below(wide.Length)]);
        }
        else
        {
            uint[] narrow = [0 - (uint)place, 0 - (uint)old, 0 - (uint)random.Below(512), (uint)old | (1u << 31), (uint)old | (1u << 30), (uint)old | (1u << 29), (uint)old | (1u << 16)];
            BinaryPrimitives.WriteUInt32LittleEndian(at, narrow[random.Below(narrow.Length)]);
        }
    }

    [GeneratedRegex("\"[a-z_]+\":")]
    private static partial Regex Key();

    [GeneratedRegex("(?<=[:\\[,]\\s*)-?[0-9][0-9.e+-]*")]
    private static partial Regex Number();
}
