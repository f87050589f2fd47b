using System.Text.Json.Serialization;
using FashionRef.Gate.Calibration;
using FashionRef.Gate.Curves;
using FashionRef.Training;
using FashionRef.Training.Runs;

namespace FashionRef.Gate.Reference;

/// <summary>What is expected of a run of a model, derived from runs known to be correct.</summary>
/// <param name="Format">The file's own format, <see cref="CurrentFormat"/>.</param>
/// <param name="Version">Which expectations of this model and shuffle: 1 for the first, one more each time that they are derived anew.</param>
/// <param name="Model">The model's number in the notebook: 1 or 2; 0 for that of a file.</param>
/// <param name="Shuffle">The runs' shuffle: it affects the accuracy, so a run is compared with runs of the same shuffle.</param>
/// <param name="Source">The program that made the runs.</param>
/// <param name="RunsFile">The name of the file beside this one that holds the runs.</param>
/// <param name="RunsSha256">SHA-256 of the runs (<see cref="SeedRunsFile.Sha256"/>): those of another file are not what this was derived from.</param>
/// <param name="Epochs">Of each run.</param>
/// <param name="BatchSize">Images a step.</param>
/// <param name="Runs">How many runs of different seeds.</param>
/// <param name="Collapsed">How many of them ended below <see cref="CollapsedBelow"/>. They are not in the figures below.</param>
/// <param name="Accuracy">Test accuracies after the last epoch, which the notebook reports.</param>
/// <param name="NotebookAccuracy">The notebook's own single run; null for the model of a file.</param>
/// <param name="FalseAlarmRate">How often correct runs may fail, see <see cref="FalseAlarms"/>.</param>
/// <param name="Bands">The range for a run's accuracy, for 1, 2, 3 and 4 runs that are each held to it.</param>
/// <param name="Paired">How far a run may be from runs that start alike; null where the runs have no jittered ones.</param>
/// <param name="File">The model's file, which is beside this one as <see cref="ExpectationFile.ModelFile"/> names it; null for the notebook's models.</param>
public sealed record Expectation(
    string Format,
    int Version,
    int Model,
    Shuffle Shuffle,
    string Source,
    string RunsFile,
    string RunsSha256,
    int Epochs,
    int BatchSize,
    int Runs,
    Share Collapsed,
    Summary Accuracy,
    double? NotebookAccuracy,
    double FalseAlarmRate,
    IReadOnlyList<Band> Bands,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] PairedExpectation? Paired = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] ModelSource? File = null)
{
    /// <summary>The format that this program writes and reads.</summary>
    public const string CurrentFormat = "fashionref-expectation-2";

    /// <summary>A run that ends below has collapsed: it predicts one or two classes for every image.</summary>
    public const double CollapsedBelow = RunResult.CollapsedBelow;

    private const double Steps = 10_000;

    /// <summary>Which of a folder's expectations it is.</summary>
    [JsonIgnore]
    public ExpectationKey Key => new(Model, File, Shuffle);

    /// <summary>Its version and who made its runs, for a sentence.</summary>
    [JsonIgnore]
    public string Told => FormattableString.Invariant($"expectations {Version}: {OutsideText.Line(Source)}");

    /// <summary>From how many new runs on they can be told from right runs of other seeds by their curves; null where there are too few right runs for that.</summary>
    [JsonIgnore]
    public int? FewestForCurves => PermutationTest.FewestRuns(Runs - (int)Collapsed.Events, FalseAlarms.Rate, ModelGate.MostRuns);

    /// <summary>Whether a run with this test accuracy has not collapsed.</summary>
    /// <param name="accuracy">In [0, 1].</param>
    public static bool HasLearned(double accuracy) => accuracy >= CollapsedBelow;

    /// <summary>Derives the first expectation of a model and shuffle.</summary>
    /// <param name="runs">Runs known to be correct.</param>
    /// <param name="runsFile">The name of their file.</param>
    /// <param name="others">Correct runs of other programs that start from the same weights and order.</param>
    /// <param name="cancellationToken">Stops the simulation that the bounds come from, which takes seconds.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static Expectation Of(SeedRuns runs, string runsFile, IReadOnlyList<SeedRuns> others, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(runs);
        double[] accuracies = [.. runs.Plain.Where(run => run.HasLearned).Select(run => run.Accuracy)];
        Spread spread = Spread.Of(accuracies);
        return new Expectation(
            CurrentFormat,
            1,
            runs.Model,
            runs.Shuffle,
            runs.Origin(),
            runsFile,
            SeedRunsFile.Sha256(runs),
            runs.Epochs,
            runs.BatchSize,
            runs.Plain.Count,
            Share.Of(runs.Plain.Count - accuracies.Length, runs.Plain.Count),
            Summary.Of(accuracies),
            runs.File is null ? Notebook.Of(runs.Model).TestAccuracy : null,
            FalseAlarms.Rate,
            [.. BandCalibration.Factors(accuracies.Length, cancellationToken).Select((factors, i) => Outwards(i + 1, spread, factors))],
            PairedDerivation.Of(runs, others, cancellationToken),
            runs.File);
    }

    /// <summary>The band for this many runs, each held to it.</summary>
    /// <param name="runs">At least 1; for more than the number of <see cref="Bands"/> the last one.</param>
    public Band BandOf(int runs) => Bands[Math.Min(runs, Bands.Count) - 1];

    // Rounded outwards to whole predictions of the test set, so that the file is readable and no bound becomes tighter.
    private static Band Outwards(int runs, Spread spread, (double Down, double Up) factors) => new(
        runs,
        Math.Floor(Math.Max(0, spread.Mean - (factors.Down * spread.Down)) * Steps) / Steps,
        Math.Min(1, Math.Ceiling((spread.Mean + (factors.Up * spread.Up)) * Steps) / Steps));
}
