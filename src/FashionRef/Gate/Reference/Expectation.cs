using System.Text.Json.Serialization;
using FashionRef.Gate.Calibration;
using FashionRef.Models;
using FashionRef.Training;
using FashionRef.Training.Runs;
using MathNet.Numerics.Statistics;

namespace FashionRef.Gate.Reference;

/// <summary>What is expected of a run of a model, derived from runs known to be correct.</summary>
/// <param name="Format">The file's own format, <see cref="CurrentFormat"/>.</param>
/// <param name="Model">The model's number in the notebook: 1 or 2.</param>
/// <param name="Shuffle">The runs' shuffle: it affects the accuracy, so a run is compared with runs of the same shuffle.</param>
/// <param name="Source">The program that made the runs.</param>
/// <param name="Epochs">Of each run.</param>
/// <param name="BatchSize">Images a step.</param>
/// <param name="Runs">How many runs.</param>
/// <param name="Collapsed">How many of them ended below <see cref="CollapsedBelow"/>. They are not in the figures below.</param>
/// <param name="Accuracy">Test accuracies after the last epoch, which the notebook reports and the gate judges.</param>
/// <param name="SteadyAccuracy">Means of the test accuracies after the last three epochs, for comparison.</param>
/// <param name="NotebookAccuracy">The notebook's own single run.</param>
/// <param name="FalseAlarmRate">How often a correct run may be outside a band, see <see cref="FalseAlarms"/>.</param>
/// <param name="Bands">The ranges for the mean accuracy of 1, 2, 3 … new runs.</param>
/// <param name="AnswersApart">By how many correct predictions two runs may differ.</param>
/// <param name="RecallsApart">For each class, by how much the recalls of two runs may differ, in [0, 1].</param>
public sealed record Expectation(
    string Format,
    int Model,
    Shuffle Shuffle,
    string Source,
    int Epochs,
    int BatchSize,
    int Runs,
    Share Collapsed,
    Summary Accuracy,
    Summary SteadyAccuracy,
    double NotebookAccuracy,
    double FalseAlarmRate,
    IReadOnlyList<Band> Bands,
    int AnswersApart,
    IReadOnlyList<double> RecallsApart)
{
    /// <summary>The format that this program writes and reads.</summary>
    public const string CurrentFormat = "fashionref-expectation-1";

    /// <summary>A run that ends below has collapsed: it predicts one or two classes for every image.</summary>
    public const double CollapsedBelow = RunResult.CollapsedBelow;

    private const double Steps = 10_000;

    /// <summary>As text, for example <c>Model-1, shuffled anew</c>.</summary>
    [JsonIgnore]
    public string Title => $"{NotebookModels.Title(Model)}, {(Shuffle == Shuffle.Anew ? "shuffled anew" : "one shuffle repeated")}";

    /// <summary>Derives the expectation.</summary>
    /// <param name="runs">Runs known to be correct.</param>
    /// <param name="cancellationToken">Stops the simulation that the bands come from, which takes seconds.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static Expectation Of(SeedRuns runs, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(runs);
        SeedRun[] learned = [.. runs.Runs.Where(run => run.Accuracy >= CollapsedBelow)];
        double[] accuracies = [.. learned.Select(run => run.Accuracy)];
        Spread spread = Spread.Of(accuracies);
        BandFactors factors = BandCalibration.Factors(learned.Length, cancellationToken);
        return new Expectation(
            CurrentFormat,
            runs.Model,
            runs.Shuffle,
            runs.Origin(),
            runs.Epochs,
            runs.BatchSize,
            runs.Runs.Count,
            Share.Of(runs.Runs.Count - learned.Length, runs.Runs.Count),
            Summary.Of(accuracies),
            Summary.Of([.. learned.Select(run => run.SteadyAccuracy)]),
            Notebook.Of(runs.Model).TestAccuracy,
            FalseAlarms.Rate,
            [.. Enumerable.Range(1, BandCalibration.MostRuns).Select(count => Outwards(factors.Band(spread, count)))],
            (int)Math.Ceiling(factors.Answers * accuracies.StandardDeviation() * learned[0].Count),
            [.. learned[0].Recalls.Select((_, label) => Up(factors.Recall * learned.Select(run => run.Recalls[label]).StandardDeviation()))]);
    }

    /// <summary>The band for the mean of this many new runs.</summary>
    /// <param name="runs">From 1 to the number of <see cref="Bands"/>.</param>
    public Band BandOf(int runs) => Bands[runs - 1];

    // Rounded outwards to whole predictions of the test set, so that the file is readable and no bound becomes tighter.
    private static Band Outwards(Band band) => band with { Low = Math.Floor(band.Low * Steps) / Steps, High = Up(band.High) };

    private static double Up(double value) => Math.Min(1, Math.Ceiling(value * Steps) / Steps);
}
