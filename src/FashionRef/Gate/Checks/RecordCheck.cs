using System.Text.Json;
using FashionRef.Data;
using FashionRef.Engines;
using FashionRef.Formats;
using FashionRef.Formats.Json;
using FashionRef.Gate.Reference;
using FashionRef.Gate.Runs;
using FashionRef.Models;
using FashionRef.Training;
using FashionRef.Training.Runs;
using static System.FormattableString;

namespace FashionRef.Gate.Checks;

/// <summary>Whether a run's record is complete and belongs to this data set, this model and the expectation's settings.</summary>
/// <param name="expectation">What the run is compared with.</param>
/// <param name="model">The expectation's model, as this program trains it.</param>
/// <param name="learningRate">The optimizer's, that of the first step.</param>
internal sealed class RecordCheck(Expectation expectation, BuiltModel model, double learningRate)
{
    private const string Missing = "missing";

    // Whose initial weights are looked for where a record has others than its seed's: most people take small seeds.
    private const int TriedSeeds = 64;

    // SHA-256 of the initial weights of seed 1: code whose model or initializer was changed has others.
    private static readonly Dictionary<int, string> InitialWeightsOfSeed1 = new()
    {
        [1] = "6f3a9b9927aa5a12617c8217b6cc9a5b6e168da3a8fdfd8e205a0b05221f9d1f",
        [2] = "fe81fa9d63e952f2d38f92e528dbcdcf33847b307fe91882449130e9b341583a",
    };

    /// <summary>All that is wrong, or null.</summary>
    /// <param name="run">The run.</param>
    public GateCheck? Failure(GateRun run)
    {
        FieldFault[] faults = [.. Fields(run.Record).Where(field => field.Found != field.Legal)];
        return faults.Length == 0
            ? null
            : (CheckSubject.Of(CheckKind.Record, run) with { Model = expectation.Model, File = expectation.File?.Name }).Failed($"In '{run.RecordFile}'", faults);
    }

    // In another format fields may have another meaning; another model or seed has other parameters and weights.
    private IEnumerable<FieldFault> Fields(RunRecord record) => record.Format != RunRecord.CurrentFormat
        ? [new("format", record.Format, RunRecord.CurrentFormat)]
        : [.. Settings(record.Settings), .. Environment(record.Environment), .. IsOfModel(record.Settings) ? Model(record) : [], .. Data(record.Sha256), .. Weights(record.Sha256), .. Result(record.Result)];

    private IEnumerable<FieldFault> Settings(RunSettings settings) =>
    [
        new("settings.model", Invariant($"{settings.Model}"), Invariant($"{expectation.Model}")),
        .. File(settings.File),
        new("settings.engine", string.IsNullOrWhiteSpace(settings.Engine) ? "empty" : "a name", "a name"),
        InRange("settings.seed", settings.Seed, SplitMix64.LargestSeed),
        new("settings.epochs", Invariant($"{settings.Epochs}"), Invariant($"{expectation.Epochs}")),
        new("settings.batch_size", Invariant($"{settings.BatchSize}"), Invariant($"{expectation.BatchSize}")),
        new("settings.learning_rate", Invariant($"{LearningRate(settings.LearningRate)}"), Invariant($"{learningRate}")),
        AtLeast("settings.threads", settings.Threads, 1),
        new("settings.loss", Written(settings.Loss), Written(CrossEntropy.OfLogits)),
        new("settings.shuffle", Written(settings.Shuffle), Written(expectation.Shuffle)),
        new("settings.jitter", settings.Jitter is { } jitter ? Invariant($"{jitter}") : Missing, Missing),
        new("settings.held_out", settings.HeldOut is { } heldOut ? Invariant($"{heldOut}") : Missing, Missing),
    ];

    private bool IsNotebooks => expectation.File is null;

    private bool IsOfModel(RunSettings settings) => settings.Model == expectation.Model
        && (expectation.File is { } right ? settings.File is { } file && file.HasContent(right.Sha256) : settings.File is null);

    // A file may be renamed: its content decides.
    private IEnumerable<FieldFault> File(ModelSource? file) => (file, expectation.File) switch
    {
        (null, null) => [],
        ({ } found, null) => [new("settings.file.name", found.Title, Missing)],
        (null, { } right) => [new("settings.file.sha256", Missing, right.Sha256)],
        ({ } found, { } right) =>
        [
            .. found.Faults("settings.file"),
            new("settings.file.sha256", found.HasContent(right.Sha256) ? right.Sha256 : OutsideText.Line(found.Sha256), right.Sha256) { Causes = ["another model, loss or optimizer, or training went on from weights: runs of an expectation start from new ones"] },
            new("settings.file.pixels", found.Pixels, right.Pixels),
        ],
    };

    // Another program need not know them; it writes 0.
    private static IEnumerable<FieldFault> Environment(RunEnvironment? environment) => environment is null
        ? []
        :
        [
            AtLeast("environment.peak_memory_bytes", environment.PeakMemoryBytes, 0),
            AtLeast("environment.logical_processors", environment.LogicalProcessors, 0),
        ];

    private IEnumerable<FieldFault> Model(RunRecord record)
    {
        // The notebook's own figures, and not those of the model in this code: it may have been changed.
        (long parameters, long nonTrainable) = IsNotebooks
            ? (Notebook.Of(expectation.Model).Parameters, Notebook.Of(expectation.Model).NonTrainableParameters)
            : (model.ParameterCount, model.NonTrainableParameterCount);
        IReadOnlyList<string> causes = IsNotebooks ? LikelyCauses.OfParameters(expectation.Model, record.Parameters, record.NonTrainableParameters) : [];
        yield return new("parameters", Invariant($"{record.Parameters}"), Invariant($"{parameters}")) { Causes = causes };
        yield return new("non_trainable_parameters", Invariant($"{record.NonTrainableParameters}"), Invariant($"{nonTrainable}"))
        {
            Causes = causes,
        };

        // This program's own runs start from the seed's weights, and so does a run that says that it was given the seed's feed. Another
        // program's may start from others.
        RunSettings settings = record.Settings;
        bool claimsStart = record.Sha256.InitialWeights is not null && record.History.Any(epoch => epoch.Feed is not null);
        if ((settings.IsOwn || claimsStart) && settings.Seed is >= 0 and <= SplitMix64.LargestSeed)
        {
            string right = InitialWeightsOf(settings.Seed);

            // The causes take the weights of all seeds that are tried: of Model-1 0.2 s on two processors.
            yield return new("sha256.initial_weights", record.Sha256.InitialWeights ?? Missing, right)
            {
                Causes = record.Sha256.InitialWeights == right ? [] : CausesOfWeights(record),
            };
        }
    }

    private IReadOnlyList<string> CausesOfWeights(RunRecord record)
    {
        string? found = record.Sha256.InitialWeights;
        int[] seeds = found is null ? [] : [.. Enumerable.Range(0, TriedSeeds).AsParallel().Where(seed => Sha256(seed) == found)];
        return
        [
            .. seeds.Select(seed => Invariant($"they are the weights of seed {seed}, and the record names another")),
            .. found is null || seeds.Length > 0 || !IsNotebooks ? [] : LikelyCauses.OfInitialWeights,
            .. record.Settings.IsOwn && record.Code is null ? [Invariant($"another program made the run: it must not call itself '{record.Settings.Engine}' in settings.engine")] : Array.Empty<string>(),
        ];
    }

    private string InitialWeightsOf(int seed) => !IsNotebooks || Sha256(1) == InitialWeightsOfSeed1[expectation.Model]
        ? Sha256(seed)
        : "the notebook's: in this program's code the model or its initializers are others";

    private string Sha256(int seed) => Float32Bytes.Sha256(InitialWeights.Create(model, seed));

    private double LearningRate(double found) => ReportedFigure.IsSameSetting(found, learningRate) ? learningRate : found;

    private static IEnumerable<FieldFault> Data(RunHashes hashes) =>
        FashionMnist.Files.All.Select(file => new FieldFault($"sha256.data['{file.Name}']", hashes.Data.GetValueOrDefault(file.Name, Missing), file.Sha256));

    // Another program may leave these out; if they are there, they must be hashes, and a training changes the weights.
    private static IEnumerable<FieldFault> Weights(RunHashes hashes)
    {
        foreach ((string name, string? hash) in new[] { ("trained_weights", hashes.TrainedWeights), ("test_logits", hashes.TestLogits) })
        {
            if (hash is not null)
            {
                yield return new($"sha256.{name}", hash, Sha256Text.IsHash(hash) ? hash : Sha256Text.Legal);
            }
        }

        if (hashes.TrainedWeights is { } trained && trained == hashes.InitialWeights)
        {
            yield return new("sha256.trained_weights", trained, "another than sha256.initial_weights: a training moves weights");
        }
    }

    private static IEnumerable<FieldFault> Result(RunResult result)
    {
        yield return new("result.test_count", Invariant($"{result.TestCount}"), Invariant($"{FashionMnist.TestCount}"));
        FieldFault correct = InRange("result.test_correct", result.TestCorrect, FashionMnist.TestCount);
        yield return correct;
        double accuracy = (double)result.TestCorrect / FashionMnist.TestCount;
        bool isComparable = result.TestCount == FashionMnist.TestCount && correct.Found == correct.Legal;
        if (isComparable && !ReportedFigure.IsSame(result.TestAccuracy, accuracy))
        {
            yield return new(
                "result.test_accuracy",
                Invariant($"{result.TestAccuracy}"),
                Invariant($"{accuracy}: result.test_correct is {result.TestCorrect} of {result.TestCount}"));
        }
    }

    private static FieldFault InRange(string field, int found, int most) =>
        new(field, Invariant($"{found}"), found >= 0 && found <= most ? Invariant($"{found}") : Invariant($"from 0 to {most}"));

    private static FieldFault AtLeast(string field, long found, int least) =>
        new(field, Invariant($"{found}"), found >= least ? Invariant($"{found}") : Invariant($"at least {least}"));

    private static string Written<T>(T value)
        where T : struct, Enum => JsonSerializer.SerializeToElement(value, JsonFormat.Options).GetString()!;
}
