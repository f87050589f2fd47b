using System.Text.Json.Serialization;
using FashionRef.Training;

namespace FashionRef.Gate.Reference;

/// <summary>Runs of one model known to be correct, one for each seed: what a new run is compared with.</summary>
/// <param name="Model">The model's number in the notebook: 1 or 2.</param>
/// <param name="Epochs">Of each run.</param>
/// <param name="BatchSize">Images a step.</param>
/// <param name="Threads">Threads that each run was made with.</param>
/// <param name="Runs">The runs.</param>
/// <param name="Keras">Keras' version, when Keras made the runs.</param>
/// <param name="Tensorflow">TensorFlow's version, when Keras made the runs on it.</param>
/// <param name="Engine">This program's engine, when it made the runs.</param>
/// <param name="Shuffle">The runs' shuffle. A file without it is Keras': with a seed, Keras on TensorFlow repeats one shuffle.</param>
public sealed record SeedRuns(
    int Model,
    int Epochs,
    int BatchSize,
    int Threads,
    IReadOnlyList<SeedRun> Runs,
    string? Keras = null,
    string? Tensorflow = null,
    string? Engine = null,
    Shuffle Shuffle = Shuffle.Repeated)
{
    /// <summary>The program that made the runs, as text.</summary>
    public string Origin() => this switch
    {
        { Keras: { } keras, Tensorflow: { } tensorflow } => $"Keras {keras} on TensorFlow {tensorflow}",
        { Keras: { } keras } => $"Keras {keras}",
        { Engine: { } engine } => $"this program, engine {engine}",
        _ => "an unnamed program",
    };
}

/// <summary>One run of a model, from a seed.</summary>
/// <param name="Seed">The seed.</param>
/// <param name="History">Every epoch.</param>
/// <param name="Correct">Right answers on the test set after the last epoch.</param>
/// <param name="Confusion">How often each class (the row) was predicted as each (the column).</param>
public sealed record SeedRun(int Seed, SeedHistory History, int Correct, IReadOnlyList<IReadOnlyList<int>> Confusion)
{
    /// <summary>How many of the last epochs the steadier figure is the mean of.</summary>
    public const int SteadyEpochs = 3;

    /// <summary>Test images.</summary>
    [JsonIgnore]
    public int Count => Confusion.Sum(row => row.Sum());

    /// <summary>Test accuracy after the last epoch, in [0, 1].</summary>
    [JsonIgnore]
    public double Accuracy => (double)Correct / Count;

    /// <summary>The mean of the test accuracies after the last three epochs, in [0, 1].</summary>
    [JsonIgnore]
    public double SteadyAccuracy => History.ValAccuracy.TakeLast(SteadyEpochs).Average();

    /// <summary>Each class's recall, in [0, 1].</summary>
    [JsonIgnore]
    public IReadOnlyList<double> Recalls => [.. Confusion.Select((row, label) => (double)row[label] / row.Sum())];
}
