using FashionRef.Training;

namespace FashionRef.Gate.Reference;

/// <summary>Runs of one model that are known to be right, one for each seed: what a new run is held against.</summary>
/// <param name="Model">The model's number in the notebook: 1 or 2.</param>
/// <param name="Epochs">Of each run.</param>
/// <param name="BatchSize">Images a step.</param>
/// <param name="Threads">Threads that each run was made with.</param>
/// <param name="Runs">The runs.</param>
/// <param name="Keras">Keras' version, when Keras made the runs.</param>
/// <param name="Tensorflow">TensorFlow's version, when Keras made the runs on it.</param>
/// <param name="Engine">This program's engine, when it made the runs.</param>
/// <param name="Shuffle">How the runs shuffled. A file that does not say is Keras': with a seed, Keras on TensorFlow repeats one shuffle.</param>
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
    /// <summary>What made the runs, for people.</summary>
    public string Origin() => this switch
    {
        { Keras: { } keras, Tensorflow: { } tensorflow } => $"Keras {keras} on TensorFlow {tensorflow}",
        { Keras: { } keras } => $"Keras {keras}",
        { Engine: { } engine } => $"this program, engine {engine}",
        _ => "an unnamed program",
    };
}
