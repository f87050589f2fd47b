using System.Text.Json.Serialization;
using FashionRef.Data;
using FashionRef.Engines;
using FashionRef.Training;
using FashionRef.Training.Runs;

namespace FashionRef.Gate.Reference;

/// <summary>Runs of one model known to be correct: what a new run is compared with. A seed may have jittered runs beside its plain one.</summary>
/// <param name="Model">The model's number in the notebook: 1 or 2; 0 for that of a file.</param>
/// <param name="Epochs">Of each run.</param>
/// <param name="BatchSize">Images a step.</param>
/// <param name="Threads">Threads that each run was made with.</param>
/// <param name="Runs">The runs.</param>
/// <param name="Keras">Keras' version, when Keras made the runs.</param>
/// <param name="Tensorflow">TensorFlow's version, when Keras made the runs on it.</param>
/// <param name="Engine">This program's engine, or another program, when it made the runs.</param>
/// <param name="Shuffle">The runs' shuffle. A file without it is Keras': with a seed, Keras on TensorFlow repeats one shuffle.</param>
/// <param name="Code">SHA-256 of the code that made the runs; null where it is not known.</param>
/// <param name="File">The model's file; null for the notebook's models.</param>
public sealed record SeedRuns(
    int Model,
    int Epochs,
    int BatchSize,
    int Threads,
    IReadOnlyList<SeedRun> Runs,
    string? Keras = null,
    string? Tensorflow = null,
    string? Engine = null,
    Shuffle Shuffle = Shuffle.Repeated,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Code = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] ModelSource? File = null)
{
    /// <summary>Which expectation is derived from them.</summary>
    [JsonIgnore]
    public ExpectationKey Key => new(Model, File, Shuffle);

    /// <summary>The runs without a jitter, one for each seed.</summary>
    [JsonIgnore]
    public IReadOnlyList<SeedRun> Plain => [.. Runs.Where(run => run.Jitter is null)];

    /// <summary>The program that made the runs, as text.</summary>
    public string Origin() => this switch
    {
        { Keras: { } keras, Tensorflow: { } tensorflow } => $"Keras {keras} on TensorFlow {tensorflow}",
        { Keras: { } keras } => $"Keras {keras}",
        { Engine: { } engine } => KnownEngines.Names.Contains(engine) ? $"this program, engine {engine}" : engine,
        _ => "an unnamed program",
    };
}

/// <summary>One run of a model, from a seed.</summary>
/// <param name="Seed">The seed.</param>
/// <param name="History">Every epoch.</param>
/// <param name="Correct">Right answers on the test set after the last epoch.</param>
/// <param name="Confusion">How often each class (the row) was predicted as each (the column); null where that is not known.</param>
/// <param name="Jitter">Which kernel value was one unit in the last place larger at the start; null for none.</param>
public sealed record SeedRun(
    int Seed,
    SeedHistory History,
    int Correct,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<IReadOnlyList<int>>? Confusion = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? Jitter = null)
{
    /// <summary>Every epoch, as a run's record has it; how long it took is not known.</summary>
    [JsonIgnore]
    public IReadOnlyList<EpochMetrics> Metrics =>
    [
        .. History.Accuracy.Select((accuracy, i) => new EpochMetrics(i + 1, accuracy, History.Loss[i], History.ValAccuracy[i], History.ValLoss[i], Seconds: 0)),
    ];

    /// <summary>Test accuracy after the last epoch, in [0, 1].</summary>
    [JsonIgnore]
    public double Accuracy => (double)Correct / FashionMnist.TestCount;

    /// <summary>Whether it has not collapsed.</summary>
    [JsonIgnore]
    public bool HasLearned => Accuracy >= Expectation.CollapsedBelow;
}
