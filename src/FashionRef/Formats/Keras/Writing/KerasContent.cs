using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using FashionRef.Files;
using FashionRef.Formats.Hdf5;
using FashionRef.Formats.Keras.Weights;
using FashionRef.Formats.Zip;
using FashionRef.Models;
using FashionRef.Models.Layers;

namespace FashionRef.Formats.Keras.Writing;

/// <summary>What a file of Keras is written from: a model with its weights, perhaps with an optimizer's state, in Keras 3's form.</summary>
public sealed class KerasContent
{
    private readonly SavedModel _saved;
    private readonly IReadOnlyList<string> _leftOut;

    private KerasContent(SavedModel saved, IReadOnlyList<string> leftOut)
    {
        _saved = saved;
        _leftOut = leftOut;
    }

    /// <summary>The model's configuration as <c>config.json</c> has it.</summary>
    internal JsonObject Configuration => _saved.Configuration;

    /// <summary>The model.</summary>
    internal BuiltModel Model => _saved.Model;

    /// <summary>How far the training has come that goes on from a <c>.keras</c> file, as JSON; null for none.</summary>
    internal string? Progress { get; init; }

    /// <summary>The values of the optimizer's variables, in Keras 3's order; empty where there are none, or none that could be put into it.</summary>
    internal IReadOnlyList<double[]> OptimizerValues => [.. (_saved.Optimizer?.Variables ?? []).Select(variable => variable.Array.Values)];

    /// <summary>The values of the model's weights, in its order; null where there are none.</summary>
    public IReadOnlyList<WeightValues>? Weights => _saved.Weights is { } weights
        ? [.. _saved.Model.Weights.Select(weight => new WeightValues(weight.Path, weight.Shape, weights[weight].Values))]
        : null;

    /// <summary>All that a file holds; values are read now, so that the file itself can be written over.</summary>
    /// <param name="file">The file.</param>
    /// <param name="path">Its path, for errors.</param>
    /// <param name="model">The file with the configuration, where the first holds only weights; else null.</param>
    /// <param name="byOrder">Whether names of layers may differ: weights are then taken in their order.</param>
    /// <exception cref="FashionRefException">It does not tell the model or the shape of its input, or has what Keras 3 does not (bad request).</exception>
    public static KerasContent Of(KerasFile file, string path, KerasFile? model = null, bool byOrder = false)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(path);
        List<string> leftOut = [];
        return new KerasContent(SavedFile.Read(file, path, model ?? file, byOrder, leftOut), leftOut);
    }

    /// <summary>The model of a file with other weights; the state of its optimizer, which belongs to its own weights, is left out.</summary>
    /// <param name="file">The file with the configuration.</param>
    /// <param name="path">Its path, for errors.</param>
    /// <param name="weights">The values of the model's weights, in its order.</param>
    /// <exception cref="FashionRefException">It does not tell the model or the shape of its input, or has what Keras 3 does not (bad request).</exception>
    /// <exception cref="ArgumentException">Weights are not the model's.</exception>
    public static KerasContent Of(KerasFile file, string path, IReadOnlyList<WeightValues> weights)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(weights);
        List<string> leftOut = file.OptimizerVariableCount > 0 ? ["The optimizer's state: it belongs to the file's own weights."] : [];
        return new KerasContent(SavedFile.Read(file, path, weights, leftOut), leftOut);
    }

    /// <summary>A model of this program; its configuration is generated.</summary>
    /// <param name="model">The model.</param>
    /// <param name="weights">The values of its weights, in its order.</param>
    /// <param name="training">Adam's state; null for a model that is not compiled.</param>
    /// <exception cref="FashionRefException">A layer's record does not hold all settings that Keras writes (bad request).</exception>
    /// <exception cref="ArgumentException">Weights or moments are not the model's.</exception>
    public static KerasContent Of(BuiltModel model, IReadOnlyList<WeightValues> weights, KerasTraining? training = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(weights);
        return new KerasContent(SavedProgramModel.Of(model, weights, training), []);
    }

    /// <summary>The same model after training.</summary>
    /// <param name="compilation">What it was trained by, as <c>compile_config</c> has it in Keras 3.</param>
    /// <param name="weights">The values of its weights, in its order.</param>
    /// <param name="optimizer">The optimizer's variables, in Keras 3's order.</param>
    /// <param name="progress">How far the training has come, as JSON; null for none.</param>
    internal KerasContent Trained(JsonObject compilation, IReadOnlyList<WeightValues> weights, IReadOnlyList<(OptimizerSlot Slot, double[] Values)> optimizer, string? progress)
    {
        JsonObject configuration = (JsonObject)_saved.Configuration.DeepClone();
        configuration["compile_config"] = compilation.DeepClone();
        Weight[] wanted = [.. _saved.Model.Weights];
        SavedModel saved = _saved with
        {
            Configuration = configuration,
            Weights = wanted.Zip(SavedProgramModel.Arrays(wanted, weights)).ToDictionary(pair => pair.First, pair => pair.Second),
            Optimizer = SavedOptimizerState.Of(configuration, _saved.Model, optimizer),
        };
        return new KerasContent(saved, []) { Progress = progress };
    }

    /// <summary>Writes a file through a temporary one beside it: nothing half-written is left, and the target may be the file that was read.</summary>
    /// <param name="path">Where to.</param>
    /// <param name="kind">The form; all but <see cref="KerasFileKind.Folder"/>.</param>
    /// <param name="savedAt">The time that <c>.keras</c> files tell.</param>
    /// <returns>What was left out or changed, each as a sentence.</returns>
    /// <exception cref="FashionRefException">
    /// The form needs weights that there are none of, or a layer has a name that HDF5 cannot have (bad request); or the file cannot be written
    /// (machine cannot).
    /// </exception>
    public IReadOnlyList<string> Save(string path, KerasFileKind kind, DateTimeOffset savedAt)
    {
        ArgumentNullException.ThrowIfNull(path);
        byte[] bytes = Bytes(path, kind, savedAt);
        AtomicFile.Write(path, stream => stream.Write(bytes));
        return [.. _leftOut, .. LeftOut(kind)];
    }

    /// <summary>All of the file.</summary>
    internal byte[] Bytes(string path, KerasFileKind kind, DateTimeOffset savedAt)
    {
        if (kind == KerasFileKind.Folder)
        {
            throw new FashionRefException(FaultKind.BadRequest, $"'{path}' cannot be written as a folder. Write a .keras file and unpack it.");
        }

        if (kind != KerasFileKind.Json && _saved.Weights is null)
        {
            throw new FashionRefException(
                FaultKind.BadRequest, $"'{path}' cannot be written: it holds weights, and the model has none. Name a file that has them, or write JSON.");
        }

        return kind switch
        {
            KerasFileKind.Archive => Archive(path, savedAt),
            KerasFileKind.Weights => Hdf5(path, () => WeightsTree.Of(_saved)),
            KerasFileKind.LegacyModel => Hdf5(path, () => LegacyTree.OfModel(_saved)),
            KerasFileKind.LegacyWeights => Hdf5(path, () => LegacyTree.OfWeights(_saved)),
            _ => Encoding.ASCII.GetBytes(PythonJson.Text(LegacyConfiguration.WithoutIds(_saved.Configuration))),
        };
    }

    private byte[] Archive(string path, DateTimeOffset savedAt)
    {
        JsonObject metadata = new()
        {
            ["keras_version"] = _saved.Version,
            ["date_saved"] = savedAt.ToString("yyyy-MM-dd@HH:mm:ss", CultureInfo.InvariantCulture),
        };
        using MemoryStream stream = new();
        ZipWriter.Write(
            stream,
            [
                ("metadata.json", Encoding.ASCII.GetBytes(PythonJson.Text(metadata))),
                ("config.json", Encoding.ASCII.GetBytes(PythonJson.Text(_saved.Configuration))),
                ("model.weights.h5", Hdf5(path, () => WeightsTree.Of(_saved))),
                .. Progress is { } progress ? [(KerasContainer.ProgressName, Encoding.UTF8.GetBytes(progress))] : Array.Empty<(string, byte[])>(),
            ]);
        return stream.ToArray();
    }

    private static byte[] Hdf5(string path, Func<Hdf5NewGroup> tree)
    {
        using MemoryStream stream = new();
        try
        {
            Hdf5Writer.Write(stream, tree());
        }
        catch (ArgumentException fault)
        {
            throw new FashionRefException(
                FaultKind.BadRequest, $"'{path}' cannot be written: HDF5 does not take a name in the model. {fault.Message.Split(" (Parameter")[0]} Rename the layer, or write another form.", fault);
        }

        return stream.ToArray();
    }

    private IEnumerable<string> LeftOut(KerasFileKind kind)
    {
        bool isCompiled = _saved.Configuration["compile_config"] is JsonObject { Count: > 0 };
        bool hasOptimizer = LegacyConfiguration.Training(_saved.Configuration) is not null;
        switch (kind)
        {
            case KerasFileKind.Json when _saved.Weights is not null:
                yield return _saved.Optimizer is null ? "The weights: JSON holds the configuration alone." : "The weights and the optimizer's state: JSON holds the configuration alone.";
                break;
            case KerasFileKind.Weights:
                yield return "The configuration: a .weights.h5 holds arrays alone, which Keras loads into a model that is already there.";
                break;
            case KerasFileKind.LegacyWeights:
                yield return "The configuration and the optimizer's state: a legacy file of weights holds weights alone.";
                break;
            case KerasFileKind.Archive when _saved.Optimizer is not null && !hasOptimizer:
                yield return "Nothing, but the configuration names no optimizer: Keras takes RMSprop and passes over the optimizer's state in the file.";
                break;
            case KerasFileKind.LegacyModel when (isCompiled || _saved.Optimizer is not null) && !hasOptimizer:
                yield return "The loss, the metrics and the optimizer's state: the configuration names no optimizer, and Keras cannot read a legacy .h5 that has the others without it.";
                break;
        }

        if (kind == KerasFileKind.LegacyModel && Unloadable() is { } reason)
        {
            yield return $"Nothing, but Keras 3.15.1 itself cannot load a legacy .h5 with {reason}. Write a .keras file for it.";
        }
    }

    // What Keras itself gets wrong when it reads a legacy file; the file has it.
    private string? Unloadable() =>
        _saved.Weights!.Values.Any(array => array.Type == Hdf5Type.BFloat16) ? "bfloat16 weights"
        : _saved.Model.Chain.Any(layer => layer.Layer is LayerNormalization { Axes.Length: > 1 } or Normalization { Axes.Length: not 1 }) ? "a normalization over no axis or over several ones"
        : null;
}
