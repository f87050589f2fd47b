using System.Text;
using System.Text.Json;
using FashionRef.Files;
using FashionRef.Formats.Hdf5;
using FashionRef.Formats.Json;
using FashionRef.Formats.Zip;

namespace FashionRef.Formats.Keras;

/// <summary>The parts of a file of Keras, whatever its form.</summary>
/// <param name="Kind">The form.</param>
/// <param name="Configuration">The model's configuration, or null in a file of weights.</param>
/// <param name="Training">What the model was compiled with; null where it was not, or where it cannot be read.</param>
/// <param name="Version">The version of Keras that wrote it; null where it is not told.</param>
/// <param name="Arrays">Weights and optimizer state, or null in a file without.</param>
internal sealed record KerasContainer(KerasFileKind Kind, JsonDocument? Configuration, JsonElement? Training, string? Version, Hdf5File? Arrays)
{
    private const string ConfigName = "config.json";
    private const string WeightsName = "model.weights.h5";
    private const string MetadataName = "metadata.json";
    private const string ModelWeights = "model_weights";
    private const long MostTextBytes = 64 * 1024 * 1024;

    /// <summary>A part that Keras passes over: how far a training has come that goes on from the file.</summary>
    public const string ProgressName = "fashionref.json";

    /// <summary>How far a training has come; null in other files than this program's checkpoints.</summary>
    public JsonDocument? Progress { get; init; }

    /// <summary>Longer files are not read.</summary>
    public const int MostBytes = 1024 * 1024 * 1024;

    /// <summary>Reads a file or folder; its form is told by its content.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="ContentFaultException">It is no file of Keras, or a damaged one.</exception>
    public static KerasContainer Read(string path)
    {
        if (Directory.Exists(path))
        {
            return OfMembers(FolderMembers.Read(path), KerasFileKind.Folder);
        }

        return Of(BytesOf(path));
    }

    private static byte[] BytesOf(string path)
    {
        try
        {
            using Stream stream = InputFile.Open(path, MostBytes);
            byte[] bytes = GC.AllocateUninitializedArray<byte>(checked((int)stream.Length));
            stream.ReadExactly(bytes);
            return bytes;
        }
        catch (ContentFaultException fault)
        {
            throw new ContentFaultException($"{fault.Message}. Name a file of Keras: .keras, .h5, .weights.h5 or .json");
        }
        catch (EndOfStreamException)
        {
            throw new ContentFaultException("became shorter while it was read: another program is writing it. Try again when that has ended");
        }
    }

    /// <summary>Reads the bytes of a file.</summary>
    /// <param name="bytes">All of it.</param>
    /// <exception cref="ContentFaultException">It is no file of Keras, or a damaged one.</exception>
    public static KerasContainer Of(ReadOnlyMemory<byte> bytes)
    {
        ReadOnlySpan<byte> start = bytes.Span;
        return start.IsEmpty ? throw new ContentFaultException("is empty")
            : ZipMembers.IsZip(start) ? OfMembers(ZipMembers.Read(bytes), KerasFileKind.Archive)
            : Hdf5File.IsHdf5(start) ? OfHdf5(Hdf5File.Open(bytes))
            : start.TrimStart("\uFEFF \t\r\n"u8) is [(byte)'{' or (byte)'[', ..] ? OfJson(bytes)
            : throw new ContentFaultException($"is no file of Keras: {(FileKind.Name(start) is { } other ? $"it is {other}" : "it is neither a zip file, nor HDF5, nor JSON")}");
    }

    private static KerasContainer OfMembers(IMembers members, KerasFileKind kind)
    {
        if (!members.Has(ConfigName))
        {
            throw new ContentFaultException($"is no .keras file: it has no '{ConfigName}'");
        }

        JsonDocument configuration = Parse(members.Read(ConfigName, MostTextBytes), ConfigName);
        if (!members.Has(WeightsName))
        {
            throw new ContentFaultException(
                $"has a configuration but no weights: '{WeightsName}' is missing{(members.Has("model.weights.npz") ? ", and 'model.weights.npz' may hold Python objects, which are never read" : "")}");
        }

        string? version = members.Has(MetadataName) ? TextOf(Parse(members.Read(MetadataName, MostTextBytes), MetadataName).RootElement, "keras_version") : null;
        ReadOnlyMemory<byte> weights = members.Read(WeightsName, MostBytes);
        Hdf5File arrays = Told($"has a part '{WeightsName}' that cannot be read: it ", () => Hdf5File.Open(weights));
        return new KerasContainer(kind, configuration, Find(configuration.RootElement, "compile_config"), version, arrays)
        {
            Progress = members.Has(ProgressName) ? Parse(members.Read(ProgressName, MostTextBytes), ProgressName) : null,
        };
    }

    private static KerasContainer OfHdf5(Hdf5File file)
    {
        string? version = file.Root.FindText("keras_version");
        if (file.Root.FindText("model_config") is { } config)
        {
            JsonDocument? training = file.Root.FindText("training_config") is { } text ? Parse(Encoding.UTF8.GetBytes(text), "training_config") : null;
            return new KerasContainer(
                KerasFileKind.LegacyModel, Parse(Encoding.UTF8.GetBytes(config), "model_config"), training?.RootElement, version, file);
        }

        if (file.Root.FindTexts("layer_names") is not null || file.Root.FindGroup(ModelWeights)?.FindTexts("layer_names") is not null)
        {
            return new KerasContainer(KerasFileKind.LegacyWeights, null, null, version, file);
        }

        if (file.Root.FindGroup("layers") is not null || file.Root.FindGroup("_layer_checkpoint_dependencies") is not null
            || file.Root.GroupNames.Any(name => name.StartsWith(@"layers\", StringComparison.Ordinal)))
        {
            return new KerasContainer(KerasFileKind.Weights, null, null, version, file);
        }

        throw file.Root.FindNumber("nb_layers") is not null
            ? new ContentFaultException("holds weights of Keras 0, without names and without a configuration, and such files are not read")
            : new ContentFaultException("is HDF5, but no file of Keras: it has neither the attribute 'model_config' or 'layer_names' nor a group 'layers'");
    }

    private static KerasContainer OfJson(ReadOnlyMemory<byte> bytes)
    {
        if (bytes.Length > MostTextBytes)
        {
            throw new ContentFaultException(FormattableString.Invariant($"is JSON of {bytes.Length:N0} bytes, and a configuration has at most {MostTextBytes:N0}"));
        }

        JsonDocument configuration = Told("cannot be read as a configuration: ", () => JsonText.Parse(bytes));
        JsonElement root = configuration.RootElement;
        return root.ValueKind == JsonValueKind.Object && root.TryGetProperty("class_name", out _)
            ? new KerasContainer(KerasFileKind.Json, configuration, Find(root, "compile_config"), TextOf(root, "keras_version"), null)
            : throw new ContentFaultException("is JSON, but no model of Keras: it has no 'class_name'");
    }

    private static JsonDocument Parse(ReadOnlyMemory<byte> bytes, string part) => Told($"has a part '{part}' that cannot be read: ", () => JsonText.Parse(bytes));

    private static T Told<T>(string beginning, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (ContentFaultException fault)
        {
            throw new ContentFaultException(beginning + fault.Message);
        }
    }

    private static JsonElement? Find(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.Object ? value : null;

    private static string? TextOf(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
