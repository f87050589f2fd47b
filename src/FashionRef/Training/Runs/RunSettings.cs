using System.Globalization;
using System.Text.Json.Serialization;
using FashionRef.Engines;
using FashionRef.Models;
using static System.FormattableString;

namespace FashionRef.Training.Runs;

/// <summary>The settings that, besides data and code, determine a run's bits.</summary>
/// <param name="Model">The model's number in the notebook: 1 or 2.</param>
/// <param name="Engine">The engine's name, for example <c>torch</c>.</param>
/// <param name="Seed">From 0 to <see cref="SplitMix64.LargestSeed"/>.</param>
/// <param name="Epochs">From 1 to <see cref="EpochShuffle.LargestEpoch"/>.</param>
/// <param name="BatchSize">Images a step, at least 1; the last batch of an epoch may be smaller.</param>
/// <param name="LearningRate">Adam's, above 0.</param>
/// <param name="Threads">Threads of the engine, at least 1; some engines' bits do not depend on them (<see cref="HasSameBitsAs"/>).</param>
/// <param name="Loss">What the loss is computed from; in the notebook the logits.</param>
/// <param name="Shuffle">How the images' order changes from epoch to epoch; the notebook's is anew.</param>
/// <param name="Jitter">Which kernel value is one unit in the last place larger at the start (<see cref="InitialWeights"/>); null for none, as in the notebook.</param>
/// <param name="File">The file of the model; null for the notebook's. <paramref name="Model"/> is then 0, loss and optimizer are the file's.</param>
/// <param name="HeldOut">How many of the last training images judge the run in place of the test set, and are not trained on; null for the test set.</param>
public sealed record RunSettings(
    int Model,
    string Engine,
    int Seed,
    int Epochs,
    int BatchSize,
    double LearningRate,
    int Threads,
    CrossEntropy Loss = CrossEntropy.OfLogits,
    Shuffle Shuffle = Shuffle.Anew,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? Jitter = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] ModelSource? File = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? HeldOut = null)
{
    // Enough to tell files apart. A record from outside may hold fewer.
    private const int HashDigits = 12;

    /// <summary>
    /// Whether the engine is one of this program's. Another program's run may have any engine name, which must not become part of a path,
    /// so it has no folder, no run name and no baseline here.
    /// </summary>
    [JsonIgnore]
    public bool IsOwn => KnownEngines.Names.Contains(Engine);

    /// <summary>
    /// The run's name and its folder's, for example <c>model1-seed7-torch</c>; a loss or a shuffle that is not the notebook's is
    /// appended, as in <c>model1-seed7-torch-repeated</c>, so that such a run never replaces the notebook's.
    /// </summary>
    /// <exception cref="InvalidOperationException">The run is not <see cref="IsOwn">this program's</see>.</exception>
    [JsonIgnore]
    public string RunName
    {
        get
        {
            if (!IsOwn)
            {
                throw new InvalidOperationException("Another program's run has no name here.");
            }

            string loss = Loss == CrossEntropy.OfLogits ? "" : $"-{CrossEntropyName.Of(Loss)}";
            string shuffle = Shuffle == Shuffle.Anew ? "" : $"-{ShuffleName.Of(Shuffle)}";
            string jitter = Jitter is null ? "" : Invariant($"-jitter{Jitter}");
            string heldOut = HeldOut is null ? "" : Invariant($"-heldout{HeldOut}");
            return string.Create(CultureInfo.InvariantCulture, $"{File?.Stem ?? Invariant($"model{Model}")}-seed{Seed}-{Engine}{loss}{shuffle}{jitter}{heldOut}");
        }
    }

    /// <summary>The notebook's own settings.</summary>
    /// <param name="model">The model's number.</param>
    /// <param name="engine">The engine's name.</param>
    /// <param name="seed">From 0 to <see cref="SplitMix64.LargestSeed"/>.</param>
    /// <param name="threads">At least 1.</param>
    /// <param name="shuffle">The notebook's is anew; seeded Keras repeats the first epoch's.</param>
    public static RunSettings Notebook(int model, string engine, int seed, int threads, Shuffle shuffle = Shuffle.Anew) =>
        new(model, engine, seed, Training.Notebook.Epochs, Training.Notebook.BatchSize, Training.Notebook.LearningRate, threads, Shuffle: shuffle);

    /// <summary>
    /// Whether other settings give the same bits on the same machine: they are equal, or differ only in threads that do not affect the
    /// bits.
    /// </summary>
    /// <param name="other">The other settings.</param>
    public bool HasSameBitsAs(RunSettings other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return this == (KnownEngines.HasSameBitsEverywhere(Engine) ? other with { Threads = Threads } : other);
    }

    /// <summary>
    /// How these settings, read from a file, differ from a run's: for example <c>its batch size is 64, not 128</c>.
    /// </summary>
    /// <param name="run">The run's.</param>
    internal IEnumerable<string> DifferencesFrom(RunSettings run) =>
        from field in Fields().Zip(run.Fields())
        where field.First != field.Second
        select $"its {field.First.Name} is {field.First.Value}, not {field.Second.Value}";

    private (string Name, string Value)[] Fields() =>
    [
        ("model", ModelTitle),
        ("model file's content", File is { } file ? OutsideText.Line(string.Concat(file.Sha256.Take(HashDigits))) : "the notebook's"),
        ("pixels", File?.Pixels ?? ModelSource.Raw),
        ("engine", Engine),
        ("seed", Invariant($"{Seed}")),
        ("number of epochs", Invariant($"{Epochs}")),
        ("batch size", Invariant($"{BatchSize}")),
        ("learning rate", Invariant($"{LearningRate}")),
        ("number of threads", Invariant($"{Threads}")),
        ("loss", CrossEntropyName.Of(Loss)),
        ("shuffle", ShuffleName.Of(Shuffle)),
        ("jitter", Jitter is null ? "none" : Invariant($"{Jitter}")),
        ("number of held-out images", HeldOut is null ? "0" : Invariant($"{HeldOut}")),
    ];

    /// <summary>What judges the run, for example <c>the last 10,000 training images</c>; null for the test set.</summary>
    [JsonIgnore]
    public string? HeldOutImages => HeldOut is not { } count ? null
        : count == 1 ? "the last training image" : Invariant($"the last {count:N0} training images");

    /// <summary>What the notebook calls the model, for example <c>Model-1</c>, or the name of its file.</summary>
    [JsonIgnore]
    public string ModelTitle => File?.Title ?? NotebookModels.Title(Model);
}
