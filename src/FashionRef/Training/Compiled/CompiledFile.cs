using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using FashionRef.Engines;
using FashionRef.Engines.Backpropagation;
using FashionRef.Engines.Losses;
using FashionRef.Engines.Optimizers;
using FashionRef.Formats;
using FashionRef.Formats.Keras;
using FashionRef.Formats.Keras.Weights;
using FashionRef.Formats.Keras.Writing;
using FashionRef.Formats.Keras.Writing.Conversion;
using FashionRef.Models;
using FashionRef.Training.Checkpoints;
using static System.FormattableString;

namespace FashionRef.Training.Compiled;

/// <summary>A file of Keras as a training starts from it: the model, its loss and optimizer, its weights and the optimizer's state.</summary>
public sealed class CompiledFile
{
    private readonly KerasContent _content;
    private readonly JsonObject _compilation;
    private readonly IReadOnlyList<OptimizerSlot> _slots;

    private CompiledFile(KerasContent content, JsonObject compilation, CompiledModel compiled, IReadOnlyList<OptimizerSlot> slots, TrainerState? state)
    {
        _content = content;
        _compilation = compilation;
        _slots = slots;
        Compiled = compiled;
        State = state;
    }

    /// <summary>The model with its loss and optimizer.</summary>
    public CompiledModel Compiled { get; }

    /// <summary>Weights and the optimizer's state to go on from; null where training starts from new weights.</summary>
    public TrainerState? State { get; }

    /// <summary>
    /// The SHA-256 of what decides the bits of a training besides its settings: the configuration of the model, loss and optimizer, and weights
    /// and state where it goes on from them.
    /// </summary>
    public string Sha256
    {
        get
        {
            IEnumerable<WeightValues> arrays = State is null ? [] : State.Weights.Concat(
                State.Slots.SelectMany(slot => slot.Value.Select(values => values with { Path = $"optimizer/{slot.Key}/{values.Path}" })));
            string text = Invariant($"{ToJson()}\n{State?.Step}\n{Float32Bytes.Sha256([.. arrays])}\n");
            return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
        }
    }

    /// <summary>The model with its loss and optimizer as JSON without weights. Read again to start from new weights, it trains with the same bits.</summary>
    public string ToJson()
    {
        JsonObject configuration = (JsonObject)_content.Configuration.DeepClone();
        configuration["compile_config"] = _compilation.DeepClone();
        return configuration.ToJsonString();
    }

    /// <summary>What is unusual about training it, and Keras does all the same: sentences for its user.</summary>
    public IEnumerable<string> Remarks => TrainingChecks.Remarks(Compiled);

    /// <summary>Reads a file.</summary>
    /// <param name="path">A file of Keras with a model; JSON without weights as well.</param>
    /// <param name="choices">What is said in its place.</param>
    /// <param name="input">The shape of a sample, for a model that does not say it.</param>
    /// <exception cref="FashionRefException">It cannot be read, is not compiled and nothing is said in its place, or cannot be trained (bad request).</exception>
    public static CompiledFile Read(string path, CompileChoices? choices = null, Shape? input = null)
    {
        choices ??= new CompileChoices();
        using KerasFile file = KerasFile.Read(path, input);
        file.RequireModel("Name the file of the model that they are for.");
        KerasContent content = KerasContent.Of(file, path);
        JsonObject compilation = content.Configuration["compile_config"] is JsonObject { Count: > 0 } given ? (JsonObject)given.DeepClone() : [];
        if (choices.Optimizer is { } named)
        {
            compilation["optimizer"] = Named(named);
        }

        if (choices.Loss is { } loss)
        {
            compilation["loss"] = loss;
        }

        IReadOnlyList<double[]> stored = choices.IsFresh || choices.HasFreshOptimizer ? [] : content.OptimizerValues;
        KerasCompilation? read = KerasCompilation.Of(JsonSerializer.SerializeToElement(compilation));
        if (read?.Optimizer is not { } optimizer)
        {
            throw NoOptimizer(path, content.Model, stored);
        }

        OptimizerSettings settings = OptimizerSettings.Of(optimizer, read.OptimizerConfig ?? JsonSerializer.SerializeToElement(new JsonObject()));
        settings = settings with { HasEpsilonOutsideRoot = HasOldEpsilon(file, settings.Kind) };
        CompiledModel compiled = new(content.Model, LossOf(read, path), settings);
        TrainingChecks.Require(compiled, path);
        IReadOnlyList<OptimizerSlot> slots = OptimizerLayout.Of(optimizer, read.OptimizerConfig, content.Model)!;
        if (choices.IsFresh || content.Weights is not { } weights)
        {
            return new CompiledFile(content, compilation, compiled, slots, null);
        }

        bool isLost = stored.Count == 0 && !choices.HasFreshOptimizer && file.OptimizerVariableCount > 0;
        (TrainerState state, OptimizerSettings used) = (isLost ? null : StoredOptimizer.Read(settings, slots, stored, weights))
            ?? throw DoesNotFit(path, file.OptimizerVariableCount, optimizer, slots.Count, [.. StoredOptimizer.Fitting(content.Model, stored)]);
        return new CompiledFile(content, compilation, compiled with { Optimizer = used }, slots, state);
    }

    /// <summary>Reads a file to train from new weights, whatever weights it has.</summary>
    /// <param name="path">A file of Keras with a model; JSON without weights as well.</param>
    /// <exception cref="FashionRefException">It cannot be read, is not compiled, or cannot be trained (bad request).</exception>
    public static CompiledFile ReadFresh(string path) => Read(path, new CompileChoices(IsFresh: true));

    /// <summary>The file's model after training, ready to be written.</summary>
    /// <param name="state">The trainer's.</param>
    /// <param name="progress">How far the training has come, as JSON, for a checkpoint; null for none.</param>
    public KerasContent With(TrainerState state, string? progress = null)
    {
        ArgumentNullException.ThrowIfNull(state);
        return _content.Trained(_compilation, state.Weights, StoredOptimizer.Values(Compiled.Optimizer, _slots, state), progress);
    }

    /// <summary>The state of the same model in another file.</summary>
    /// <param name="path">The file, as <see cref="With"/> makes it.</param>
    /// <exception cref="FashionRefException">It is another model's, or has no state (bad request).</exception>
    internal TrainerState Again(string path)
    {
        using KerasFile read = KerasFile.Read(path, Compiled.Model.InputShape);
        KerasContent content = KerasContent.Of(read, path);
        return content.Weights is { } weights && StoredOptimizer.Read(Compiled.Optimizer, _slots, content.OptimizerValues, weights) is { } stored
            && weights.Select(weight => (weight.Path, weight.Shape)).SequenceEqual(Compiled.Model.Weights.Select(weight => (weight.Path, weight.Shape)))
            ? stored.State
            : throw Continuation.Refused(path, "it holds another model or optimizer");
    }

    // Keras 2's optimizers were rewritten in 2.11.
    private static bool HasOldEpsilon(KerasFile file, OptimizerKind kind) =>
        (kind is OptimizerKind.RmsProp or OptimizerKind.Adagrad) && file.IsOfKeras2 && file.Version is { } version && System.Version.TryParse(version.Split('-')[0], out Version? number) && number < new Version(2, 11);

    private static JsonObject Named(string text)
    {
        (string name, JsonObject settings) = (text, []);
        if (text.TrimStart().StartsWith('{'))
        {
            try
            {
                JsonNode? given = JsonNode.Parse(text);
                name = given?["class_name"]?.GetValue<string>() ?? "";
                settings = given?["config"] as JsonObject ?? [];
            }
            catch (Exception fault) when (fault is JsonException or InvalidOperationException or FormatException)
            {
                name = "";
            }
        }

        return KerasThreeCompilation.Optimizer(name, settings) ?? throw new FashionRefException(
            FaultKind.BadRequest,
            $"The optimizer '{OutsideText.Line(text)}' is none of Keras'. Legal is one of {string.Join(", ", Enum.GetNames<OptimizerKind>())}, or its class and settings: "
            + """{"class_name": "SGD", "config": {"learning_rate": 0.1, "momentum": 0.9}}.""");
    }

    private static LossSettings LossOf(KerasCompilation compilation, string path)
    {
        if (compilation.Loss is not { } name)
        {
            string found = compilation.NoLoss is { } other ? $"has the loss {OutsideText.Line(other)}, and a model of one output is trained by one of Keras'" : "names no loss to train by";
            throw new FashionRefException(FaultKind.BadRequest, $"'{path}' {found}. Name one.") { Remedy = Remedy.NameTheLoss };
        }

        if (compilation.LossWeight is { } weight)
        {
            throw new FashionRefException(FaultKind.BadRequest, $"'{path}' has loss_weights {OutsideText.Line(weight)}: training here is by a loss of weight 1. Compile the model without them.");
        }

        LossSettings loss = LossSettings.Find(name, compilation.LossConfig) ?? throw new FashionRefException(
            FaultKind.BadRequest, $"'{path}' has the loss '{OutsideText.Line(name)}', which is not trained by here. Legal are {string.Join(", ", Enum.GetNames<LossKind>())}.")
        { Remedy = Remedy.NameTheLoss };
        return loss.Reduction != LossReduction.None ? loss : throw new FashionRefException(
            FaultKind.BadRequest,
            $"'{path}' has a loss with the reduction none, which leaves a loss for each sample. Training here is by one number: by sum_over_batch_size, sum or mean_with_sample_weight. Compile the model with one of them.");
    }

    private static FashionRefException NoOptimizer(string path, BuiltModel model, IReadOnlyList<double[]> stored)
    {
        if (stored.Count == 0)
        {
            return new FashionRefException(FaultKind.BadRequest, $"'{path}' names no optimizer to train by. Name one.") { Remedy = Remedy.NameTheOptimizer };
        }

        string[] fitting = [.. StoredOptimizer.Fitting(model, stored)];
        return new FashionRefException(
            FaultKind.BadRequest,
            Invariant($"'{path}' names no optimizer, and holds {stored.Count} variables of one: they fit {(fitting.Length == 0 ? "none of Keras'" : string.Join(", ", fitting))}."))
        { Remedy = Remedy.NameTheStoredOptimizer };
    }

    private static FashionRefException DoesNotFit(string path, int stored, string optimizer, int expected, string[] fitting) => new(
        FaultKind.BadRequest,
        Invariant($"'{path}' holds {stored} variables of an optimizer that do not fit this model's {OutsideText.Line(optimizer)}, which has {expected}.")
        + (fitting.Length == 0 ? "" : $" They fit {string.Join(", ", fitting)}."))
    {
        Remedy = fitting.Length == 0 ? Remedy.LeaveTheOptimizersState : Remedy.NameTheStoredOptimizer,
    };
}
