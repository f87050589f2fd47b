using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using FashionRef.Engines.Backpropagation;
using FashionRef.Engines.Losses;
using FashionRef.Engines.Optimizers;
using FashionRef.Files;
using FashionRef.Formats.Json;
using FashionRef.Formats.Keras;
using FashionRef.Models;
using static System.FormattableString;

namespace FashionRef.Parity.Compiled;

/// <summary>A training of any model that Keras recorded step by step: a trace of version 2. docs/parity.md shows the format.</summary>
/// <param name="TraceVersion">Must be <see cref="CurrentVersion"/>.</param>
/// <param name="Name">What is tried in it.</param>
/// <param name="Dtype">float32 or float64.</param>
/// <param name="Seed">Of start weights and dropout.</param>
/// <param name="Offset">Of the batches.</param>
/// <param name="BatchSize">Images a step.</param>
/// <param name="Epoch">Images an epoch.</param>
/// <param name="Steps">How many were taken.</param>
/// <param name="Pixels"><c>0..255</c>, or else divided by 255.</param>
/// <param name="Model">Keras' configuration.</param>
/// <param name="Optimizer">Its class and settings.</param>
/// <param name="LossFunction">Its name, or class and settings.</param>
/// <param name="Weights">The start weights.</param>
/// <param name="FirstGradients">Digests of the first step's gradients, by the weights' paths.</param>
/// <param name="Loss">Of each step, with penalties.</param>
/// <param name="Correct">Right answers of each step.</param>
/// <param name="Marks">After so many steps.</param>
/// <param name="Float32Spread">How far right programs in float32 are away.</param>
/// <param name="Penalty">The part of each step's loss that regularizers add; null for none.</param>
/// <param name="ClassWeight">The weights of classes; those that are not named weigh 1.</param>
/// <param name="SampleWeight">The formula of the samples' weights; null for none.</param>
/// <param name="Keras">The version that recorded it.</param>
public sealed record TrainingTrace(
    int TraceVersion,
    string Name,
    string Dtype,
    long Seed,
    long Offset,
    int BatchSize,
    int Epoch,
    int Steps,
    string Pixels,
    JsonElement Model,
    TracedOptimizer Optimizer,
    JsonElement LossFunction,
    IReadOnlyList<TracedWeight> Weights,
    IReadOnlyDictionary<string, IReadOnlyList<double>> FirstGradients,
    IReadOnlyList<double> Loss,
    IReadOnlyList<int> Correct,
    IReadOnlyDictionary<int, TrainingMark> Marks,
    [property: JsonPropertyName("float32_spread")] TraceSpread Float32Spread,
    IReadOnlyList<double>? Penalty = null,
    IReadOnlyDictionary<int, double>? ClassWeight = null,
    string? SampleWeight = null,
    string? Keras = null)
{
    /// <summary>The version that this program reads.</summary>
    public const int CurrentVersion = 2;

    /// <summary>The one formula of samples' weights.</summary>
    public const string KnownSampleWeight = "0.5 + ((7919*image) mod 1000)/1000";

    private static readonly JsonFileKind Kind = new(
        "trace", "training trace that can be replayed", "Name a file that Keras wrote.", "See docs/parity.md for the format.");

    /// <summary>The precision that Keras computed in.</summary>
    public Precision Precision => Dtype == "float64" ? Precision.Float64 : Precision.Float32;

    /// <summary>Whether a file is a trace of this version, and not one of the notebook's models.</summary>
    /// <param name="path">The file; one that cannot be read is none, nor is a pipe, which can be read only once.</param>
    public static bool IsOne(string path) => FileFacts.Of(path) is { IsRegular: true } && JsonFile.Has(path, "trace_version");

    /// <summary>Reads a trace and checks it.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="FashionRefException">It cannot be read, or holds something else; the message says where (bad request).</exception>
    public static TrainingTrace Read(string path) => JsonFile.Read<TrainingTrace>(path, Kind, trace => trace.Fault());

    /// <summary>The model with its loss and optimizer.</summary>
    /// <exception cref="FashionRefException">One of them is not computed here (bad request).</exception>
    public CompiledModel Compile()
    {
        using KerasFile file = KerasFile.Of(KerasContainer.Of(Encoding.UTF8.GetBytes(Model.GetRawText())));
        BuiltModel model = file.RequireModel("Name a trace with a model.");
        return new CompiledModel(model, LossSettings.Of(LossFunction), OptimizerSettings.Of(Optimizer.ClassName, Optimizer.Config));
    }

    private string? Fault()
    {
        if (TraceVersion != CurrentVersion)
        {
            return Invariant($"'trace_version' is {TraceVersion}, but must be {CurrentVersion}");
        }

        if (Dtype is not ("float32" or "float64"))
        {
            return $"'dtype' is '{OutsideText.Line(Dtype)}', but must be float32 or float64";
        }

        if (BatchSize < 1 || Epoch < 1 || Steps < 1 || Offset < 0 || Seed is < 0 or > ushort.MaxValue)
        {
            return "'batch_size', 'epoch' and 'steps' must be at least 1, 'offset' at least 0 and 'seed' from 0 to 65535";
        }

        if (Loss.Count != Steps || Correct.Count != Steps || Float32Spread.Loss.Count < Steps || (Penalty is not null && Penalty.Count != Steps))
        {
            return Invariant($"'loss', 'correct', 'penalty' and 'float32_spread.loss' must have an entry for each of the {Steps} steps");
        }

        if (SampleWeight is not (null or KnownSampleWeight))
        {
            return $"'sample_weight' is '{OutsideText.Line(SampleWeight)}', but must be '{KnownSampleWeight}'";
        }

        IEnumerable<IReadOnlyList<double>> digests = FirstGradients.Values.Concat(Marks.Values.SelectMany(mark => mark.Weights.Values));
        return digests.Any(digest => digest.Count < 4) ? "a digest has less than four numbers: count, sum, sum of squares and values" : null;
    }
}

/// <summary>An optimizer.</summary>
/// <param name="ClassName">Keras' class.</param>
/// <param name="Config">Its settings.</param>
public sealed record TracedOptimizer(string ClassName, JsonElement Config);

/// <summary>A start weight: a constant, or numbers by a formula.</summary>
/// <param name="Path">Its path.</param>
/// <param name="Shape">Its shape.</param>
/// <param name="Constant">All of its values; null for the formula.</param>
/// <param name="Tensor">Its number in the formula.</param>
/// <param name="Limit">The formula's factor.</param>
/// <param name="Shift">What is added.</param>
public sealed record TracedWeight(string Path, IReadOnlyList<int> Shape, double? Constant = null, int? Tensor = null, double? Limit = null, double? Shift = null);

/// <summary>The state after some steps.</summary>
/// <param name="Weights">Digests of all weights, by their paths.</param>
/// <param name="Slots">Of the optimizer's variables: digests by weights' paths; Nadam's <c>u_product</c> is a number.</param>
public sealed record TrainingMark(IReadOnlyDictionary<string, IReadOnlyList<double>> Weights, IReadOnlyDictionary<string, JsonElement>? Slots = null);

/// <summary>The largest distances of right float32 programs from float64.</summary>
/// <param name="Loss">Of each step, relative.</param>
/// <param name="FirstGradients">Of the first gradients.</param>
/// <param name="Weights">Of the weights, per mark.</param>
/// <param name="CorrectOff">The steps whose right answers differed.</param>
/// <param name="Slots">Of the optimizer's variables, per mark.</param>
public sealed record TraceSpread(
    IReadOnlyList<double> Loss,
    double FirstGradients,
    IReadOnlyDictionary<int, double> Weights,
    IReadOnlyList<int> CorrectOff,
    IReadOnlyDictionary<int, double>? Slots = null);
