using System.Text.Json;
using FashionRef.Files;
using FashionRef.Formats.Hdf5;
using FashionRef.Formats.Keras.Configuration;
using FashionRef.Formats.Keras.Weights;
using FashionRef.Models;

namespace FashionRef.Formats.Keras;

/// <summary>A file of Keras: a model, weights, or both. Nothing in it is run, and no name in it is used as a path.</summary>
public sealed class KerasFile : IDisposable
{
    private readonly KerasContainer _container;
    private readonly string _path;
    private readonly Lazy<IReadOnlyList<OptimizerVariable>> _optimizerVariables;

    private KerasFile(KerasContainer container, string path, Sequential? architecture, BuiltModel? model, string? refusal = null)
    {
        _container = container;
        _path = path;
        Architecture = architecture;
        Model = model;
        Refusal = refusal;
        Compilation = KerasCompilation.Of(container.Training);
        _optimizerVariables = new(() => container.Arrays is { } arrays ? OptimizerVariable.Find(arrays.Root) : []);
    }

    /// <summary>The form.</summary>
    public KerasFileKind Kind => _container.Kind;

    /// <summary>The version of Keras that wrote it; null where it is not told.</summary>
    public string? Version => _container.Version;

    /// <summary>The model as its configuration says; null in a file of weights.</summary>
    public Sequential? Architecture { get; }

    /// <summary>The model with all its shapes; null in a file of weights, and where the shape of the input is not known.</summary>
    public BuiltModel? Model { get; }

    /// <summary>Why its model is not computed here; null where it is. Only <see cref="Look"/> gives such files.</summary>
    public string? Refusal { get; }

    /// <summary>What it was compiled with; null where it was not.</summary>
    public KerasCompilation? Compilation { get; }

    /// <summary>Whether it holds weights.</summary>
    public bool HasWeights => _container.Arrays is not null;

    /// <summary>The model's configuration as it stands in the file; null in a file of weights.</summary>
    internal JsonElement? Configuration => _container.Configuration?.RootElement;

    /// <summary>What the model was compiled with, as it stands in the file; null where it was not.</summary>
    internal JsonElement? Training => _container.Training;

    /// <summary>How far a training has come; null in other files than this program's checkpoints.</summary>
    internal JsonElement? Progress => _container.Progress?.RootElement;

    /// <summary>Whether Keras 1 or 2 wrote the configuration.</summary>
    internal bool IsOfKeras2 => _container.Configuration is not null && IsKeras2(_container);

    /// <summary>The backend that a legacy .h5 names; null elsewhere.</summary>
    internal string? Backend => Kind is KerasFileKind.LegacyModel or KerasFileKind.LegacyWeights ? Told(_path, () => _container.Arrays!.Root.FindText("backend")) : null;

    /// <summary>Reads a file or the folder form of one; its form is told by its content, never by its name.</summary>
    /// <param name="path">The file or folder.</param>
    /// <param name="input">The shape of a sample, for a model that does not say it.</param>
    /// <exception cref="FashionRefException">
    /// It cannot be read, is damaged, is of no kind of Keras' or holds what is not supported; the message says what (bad request).
    /// </exception>
    public static KerasFile Read(string path, Shape? input = null)
    {
        ArgumentNullException.ThrowIfNull(path);
        return Told(path, () => Of(KerasContainer.Read(path), input, path));
    }

    /// <summary>As <see cref="Read"/>, but a model that is not supported is no error: <see cref="Refusal"/> tells why, and the file can be described.</summary>
    /// <param name="path">The file or folder.</param>
    /// <param name="input">The shape of a sample, for a model that does not say it.</param>
    /// <exception cref="FashionRefException">It cannot be read, is damaged, or is of no kind of Keras' (bad request).</exception>
    public static KerasFile Look(string path, Shape? input = null)
    {
        ArgumentNullException.ThrowIfNull(path);
        return Told(path, () =>
        {
            KerasContainer container = KerasContainer.Read(path);
            try
            {
                return Of(container, input, path);
            }
            catch (ContentFaultException fault)
            {
                return new KerasFile(container, path, null, null, $"It {fault.Message}.");
            }
            catch (FashionRefException fault) when (fault.Kind == FaultKind.BadRequest)
            {
                return new KerasFile(container, path, null, null, fault.Message);
            }
        });
    }

    /// <summary>The model with all its shapes.</summary>
    /// <param name="remedy">What to do where the file holds weights only, as a sentence.</param>
    /// <exception cref="FashionRefException">There is none, or the shape of its input is not known (bad request).</exception>
    public BuiltModel RequireModel(string remedy) => Model ?? throw (Architecture is null
        ? new FashionRefException(FaultKind.BadRequest, $"'{_path}' holds weights only. {remedy}")
        : new FashionRefException(FaultKind.BadRequest, $"'{_path}' does not say the shape of its input, or leaves a size open. Say it.") { Remedy = Remedy.NameTheInput });

    /// <summary>The weights of the file's own model, or of another in a file of weights.</summary>
    /// <param name="model">The model that they are for.</param>
    /// <param name="path">The file, for errors.</param>
    /// <param name="byOrder">Whether names of layers may differ: weights are then taken in their order.</param>
    /// <exception cref="FashionRefException">A weight is missing or superfluous, has another shape, or is no finite number (bad request).</exception>
    public IReadOnlyList<WeightValues> ReadWeights(BuiltModel model, string path, bool byOrder = false) =>
        Told(path, () => FileWeights.Read(Variables(model, byOrder)));

    /// <summary>The file's arrays for each weight of a model, with shapes checked and values not read.</summary>
    internal IReadOnlyList<FileWeights> Variables(BuiltModel model, bool byOrder = false) => _container switch
    {
        { Arrays: null } => throw new ContentFaultException("has no weights: it holds only a configuration"),
        { Kind: KerasFileKind.LegacyModel or KerasFileKind.LegacyWeights } => LegacyVariables.Find(_container.Arrays.Root, model, byOrder),
        _ => LayerVariables.Find(_container.Arrays.Root, model),
    };

    /// <summary>The optimizer's variables in Keras' order, with values not read; empty where there are none.</summary>
    internal IReadOnlyList<OptimizerVariable> OptimizerVariables => _optimizerVariables.Value;

    /// <summary>The names and classes of the layers as the configuration has them, also of models that are not supported; models inside are one.</summary>
    public IReadOnlyList<(string Name, string ClassName)> ConfiguredLayers => Configuration is { } configuration ? LayerList.Of(configuration) : [];

    /// <summary>All arrays of the file but the optimizer's, by their paths.</summary>
    /// <exception cref="FashionRefException">One is damaged (bad request).</exception>
    public IEnumerable<(string Path, IReadOnlyList<long> Shape, string Type)> StoredArrays =>
        _container.Arrays is { } arrays ? Told(_path, () => ArraysIn(arrays.Root).ToArray()) : [];

    /// <summary>How many steps the optimizer has taken; null where the file does not tell.</summary>
    /// <exception cref="FashionRefException">The optimizer's state is damaged (bad request): a model without it is none the worse.</exception>
    public long? OptimizerSteps => Told(_path, () => OptimizerVariables is [{ Array: { Shape.Count: 0, Type: Hdf5Type.Int64 or Hdf5Type.Int32 } counter }, ..]
        ? (long?)counter.ReadValues()[0]
        : null);

    /// <summary>How many variables of the optimizer are stored.</summary>
    /// <inheritdoc cref="OptimizerSteps" path="/exception"/>
    public int OptimizerVariableCount => Told(_path, () => OptimizerVariables).Count;

    /// <summary>What is unusual about the file: sentences for its reader.</summary>
    /// <inheritdoc cref="OptimizerSteps" path="/exception"/>
    public IReadOnlyList<string> Remarks => KerasRemarks.Of(this);

    /// <summary>The number of the optimizer's values and their bytes, counters included, as Keras has them once it has read the file; null without an optimizer.</summary>
    /// <inheritdoc cref="OptimizerSteps" path="/exception"/>
    public (long Count, long Bytes)? OptimizerSize
    {
        get
        {
            IReadOnlyList<OptimizerVariable> stored = Told(_path, () => OptimizerVariables);
            if (Compilation?.Optimizer is { } optimizer && Model is { } model && OptimizerLayout.Of(optimizer, Compilation.OptimizerConfig, model) is { } slots && stored.Count < slots.Count)
            {
                // Keras makes the variables that an optimizer has not used yet.
                return (slots.Sum(slot => slot.Count), slots.Sum(slot => slot.Bytes));
            }

            return stored.Count == 0 ? null : (stored.Sum(variable => variable.Count), stored.Sum(variable => variable.Bytes));
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _container.Arrays?.Dispose();
        _container.Configuration?.Dispose();
        _container.Progress?.Dispose();
    }

    /// <summary>Reads the parts of a file.</summary>
    internal static KerasFile Of(KerasContainer container, Shape? input = null, string path = "")
    {
        if (container.Configuration is not { } configuration)
        {
            return new KerasFile(container, path, null, null);
        }

        Sequential architecture = new ModelReader(IsKeras2(container)).Read(configuration.RootElement);
        if (input is not null && architecture.InputShape is { } own && own != input)
        {
            throw new ContentFaultException($"says that an input has the shape {own}, and {input} was named. Name none");
        }

        bool isShaped = (architecture.InputShape ?? input) is not null;
        return new KerasFile(container, path, architecture, isShaped ? architecture.Build(inputShape: input) : null);
    }

    private static IEnumerable<(string Path, IReadOnlyList<long> Shape, string Type)> ArraysIn(Hdf5Group group) => group.DatasetNames
        .Select(name => group.FindDataset(name)!)
        .Select(array => (array.Path, array.Shape, array.Type.ToString().ToLowerInvariant()))
        .Concat(group.GroupNames.Where(name => !name.StartsWith("optimizer", StringComparison.Ordinal)).SelectMany(name => ArraysIn(group.FindGroup(name)!)));

    // Configurations name their modules since Keras 2.13; a version is missing in some files only.
    private static bool IsKeras2(KerasContainer container) => container.Version is { } version
        ? version.StartsWith("1.", StringComparison.Ordinal) || version.StartsWith("2.", StringComparison.Ordinal)
        : !container.Configuration!.RootElement.TryGetProperty("module", out _);

    private static T Told<T>(string path, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (ContentFaultException fault)
        {
            throw new FashionRefException(FaultKind.BadRequest, $"'{path}' {fault.Message}.", fault);
        }
        catch (FashionRefException fault) when (fault.Kind == FaultKind.BadRequest)
        {
            throw new FashionRefException(FaultKind.BadRequest, $"'{path}' holds a model that cannot be built. {fault.Message}", fault) { Remedy = fault.Remedy };
        }
    }
}
