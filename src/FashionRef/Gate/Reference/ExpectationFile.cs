using System.Text.Json;
using FashionRef.Data;
using FashionRef.Formats.Json;
using FashionRef.Gate.Calibration;
using FashionRef.Models;
using FashionRef.Training;
using static System.FormattableString;

namespace FashionRef.Gate.Reference;

/// <summary>Reads and writes expectations. docs/gate.md shows the format.</summary>
public static class ExpectationFile
{
    // The last digit may differ with another machine's logarithm.
    private const double ShareTolerance = 2e-6;

    private static readonly JsonFileKind Kind = new(
        "expectation",
        "expectation that runs can be compared with",
        "FashionRef's repository has them in baselines/. The command 'expect' writes one.",
        "The command 'expect' writes a correct one; docs/gate.md shows the format.",
        Remedy.NameTheExpectations);

    /// <summary>The file's name, for example <c>expectation-model1-anew.json</c>.</summary>
    /// <param name="model">The model's number.</param>
    /// <param name="shuffle">How the runs shuffled.</param>
    public static string Name(int model, Shuffle shuffle) =>
        Invariant($"expectation-model{model}-{ShuffleName.Of(shuffle)}.json");

    /// <summary>The files that may hold expectations of a model.</summary>
    /// <param name="folder">The folder of expectations.</param>
    /// <param name="model">The model's number.</param>
    public static IEnumerable<string> FilesOf(string folder, int model) =>
        Enum.GetValues<Shuffle>().Select(shuffle => Path.Combine(folder, Name(model, shuffle)));

    /// <summary>Reads an expectation and checks that it makes sense.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="FashionRefException">It cannot be read, or holds something else; the message says where (bad request).</exception>
    public static Expectation Read(string path) => JsonFile.Read<Expectation>(path, Kind, Fault);

    /// <summary>Reads a model's expectation from a folder, and checks that it is what its name says.</summary>
    /// <param name="folder">The folder of expectations.</param>
    /// <param name="model">The model's number.</param>
    /// <param name="shuffle">How the runs shuffled.</param>
    /// <exception cref="FashionRefException">It is missing, cannot be read, or holds something else (bad request).</exception>
    public static Expectation Read(string folder, int model, Shuffle shuffle)
    {
        string path = Path.Combine(folder, Name(model, shuffle));
        Expectation expectation = Read(path);
        return expectation.Model == model && expectation.Shuffle == shuffle
            ? expectation
            : throw new FashionRefException(
                FaultKind.BadRequest, $"'{path}' is of {expectation.Title}. The command 'expect' writes the one that belongs there.");
    }

    /// <summary>The same; null if it is missing.</summary>
    /// <inheritdoc cref="Read(string, int, Shuffle)"/>
    /// <exception cref="FashionRefException">It is there, and cannot be read or holds something else (bad request).</exception>
    public static Expectation? ReadIfThere(string folder, int model, Shuffle shuffle) =>
        File.Exists(Path.Combine(folder, Name(model, shuffle))) ? Read(folder, model, shuffle) : null;

    /// <summary>The expectation as JSON text, ended by LF.</summary>
    /// <param name="expectation">The expectation.</param>
    public static string Format(Expectation expectation) => JsonSerializer.Serialize(expectation, JsonFormat.Options) + "\n";

    private static string? Fault(Expectation expectation)
    {
        if (expectation.Format != Expectation.CurrentFormat)
        {
            return $"'format' is '{expectation.Format}', but must be '{Expectation.CurrentFormat}'";
        }

        if (!NotebookModels.Numbers.Contains(expectation.Model))
        {
            return Invariant($"'model' is {expectation.Model}; legal are {string.Join(" and ", NotebookModels.Numbers)}");
        }

        if (expectation.Epochs < 1 || expectation.BatchSize < 1)
        {
            return Invariant($"'epochs' is {expectation.Epochs} and 'batch_size' {expectation.BatchSize}; both must be at least 1");
        }

        if (expectation.Runs < SeedRunsFile.FewestRuns)
        {
            return Invariant($"'runs' is {expectation.Runs}; at least {SeedRunsFile.FewestRuns} are needed to know their spread");
        }

        if (expectation.FalseAlarmRate != FalseAlarms.Rate)
        {
            return Invariant($"'false_alarm_rate' is {expectation.FalseAlarmRate}, and this program's is {FalseAlarms.Rate}");
        }

        return CollapsedFault(expectation)
            ?? SummaryFault("accuracy", expectation.Accuracy)
            ?? SummaryFault("steady_accuracy", expectation.SteadyAccuracy)
            ?? BandsFault(expectation)
            ?? ApartFault(expectation);
    }

    private static string? CollapsedFault(Expectation expectation)
    {
        Share share = expectation.Collapsed;
        if (share.Trials != expectation.Runs || share.Events < 0 || share.Events >= share.Trials)
        {
            return Invariant($"'collapsed' has {share.Events} in {share.Trials}, which does not fit {expectation.Runs} runs");
        }

        Share right = Share.Of(share.Events, share.Trials);
        return Math.Abs(share.Low - right.Low) <= ShareTolerance && Math.Abs(share.High - right.High) <= ShareTolerance
            ? null
            : Invariant($"'collapsed' has the interval {share.Low} to {share.High}; that of {share.Events} in {share.Trials} is {right.Low} to {right.High}");
    }

    private static string? SummaryFault(string name, Summary summary) =>
        summary.StandardDeviation > 0 && Ordered(0, summary.Lowest, summary.Mean, summary.Highest, 1)
            ? null
            : Invariant($"'{name}' has mean {summary.Mean}, standard deviation {summary.StandardDeviation}, range {summary.Lowest} to {summary.Highest}: no accuracies have these");

    private static string? BandsFault(Expectation expectation)
    {
        if (expectation.Bands.Count != BandCalibration.MostRuns)
        {
            return Invariant($"'bands' holds {expectation.Bands.Count} bands, but must hold {BandCalibration.MostRuns}");
        }

        foreach ((int i, Band band) in expectation.Bands.Index())
        {
            if (band.Runs != i + 1)
            {
                return Invariant($"bands[{i}].runs is {band.Runs}, but must be {i + 1}");
            }

            // Every band must hold the mean of correct runs and exclude collapsed ones.
            if (!Ordered(Expectation.CollapsedBelow, band.Low, expectation.Accuracy.Mean, band.High, 1) || band.High >= 1)
            {
                return Invariant($"bands[{i}] is {band.Low} to {band.High}; it must lie between {Expectation.CollapsedBelow} and 1 and hold the mean {expectation.Accuracy.Mean}");
            }
        }

        return null;
    }

    private static string? ApartFault(Expectation expectation)
    {
        if (expectation.AnswersApart is < 1 or > FashionMnist.TestCount)
        {
            return Invariant($"'answers_apart' is {expectation.AnswersApart}; legal are 1 to {FashionMnist.TestCount}");
        }

        int classes = FashionMnist.ClassNames.Count;
        return expectation.RecallsApart.Count == classes && expectation.RecallsApart.All(apart => apart is > 0 and <= 1)
            ? null
            : $"'recalls_apart' must hold {classes} numbers above 0 and at most 1";
    }

    private static bool Ordered(params ReadOnlySpan<double> numbers)
    {
        for (int i = 1; i < numbers.Length; i++)
        {
            if (!(numbers[i - 1] <= numbers[i]))
            {
                return false;
            }
        }

        return true;
    }
}
