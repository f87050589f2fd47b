using System.Text.Json;
using FashionRef.Formats;
using FashionRef.Formats.Json;
using FashionRef.Gate.Calibration;
using FashionRef.Gate.Curves;
using FashionRef.Models;
using FashionRef.Training;
using FashionRef.Training.Runs;
using static System.FormattableString;

namespace FashionRef.Gate.Reference;

/// <summary>Reads and writes expectations. docs/gate.md shows the format.</summary>
public static class ExpectationFile
{
    // The last digit may differ with another machine's logarithm.
    private const int MostVersion = 9_999;
    private const double ShareTolerance = 2e-6;

    private static readonly JsonFileKind Kind = new(
        "expectation",
        "expectation that runs can be compared with",
        "FashionRef's repository has them in baselines/. The command 'expect' writes one.",
        "The command 'expect' writes a correct one; docs/gate.md shows the format.",
        Remedy.NameTheExpectations);

    /// <summary>A pattern of the names of all expectations.</summary>
    public const string Names = "expectation-*.json";

    /// <summary>The file's name, for example <c>expectation-model1-anew.json</c>.</summary>
    /// <param name="key">Which expectation.</param>
    public static string Name(ExpectationKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return $"expectation-{key.Stem}-{ShuffleName.Of(key.Shuffle)}.json";
    }

    /// <summary>The same of one of the notebook's models.</summary>
    /// <param name="model">The model's number.</param>
    /// <param name="shuffle">How the runs shuffled.</param>
    public static string Name(int model, Shuffle shuffle) => Name(new ExpectationKey(model, null, shuffle));

    /// <summary>The name of the model beside its expectations, for example <c>lenet5-model.json</c>.</summary>
    /// <param name="file">The model's file.</param>
    public static string ModelFile(ModelSource file)
    {
        ArgumentNullException.ThrowIfNull(file);
        return $"{file.Stem}-model.json";
    }

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
    /// <param name="key">Which one.</param>
    /// <exception cref="FashionRefException">It is missing, cannot be read, or holds something else (bad request).</exception>
    public static Expectation Read(string folder, ExpectationKey key)
    {
        string path = Path.Combine(folder, Name(key));
        Expectation expectation = Read(path);
        return Name(expectation.Key) == Name(key)
            ? expectation
            : throw new FashionRefException(
                FaultKind.BadRequest, $"'{path}' is of {expectation.Key.Title}. The command 'expect' writes the one that belongs there.");
    }

    /// <summary>The same; null if it is missing.</summary>
    /// <inheritdoc cref="Read(string, ExpectationKey)"/>
    /// <exception cref="FashionRefException">It is there, and cannot be read or holds something else (bad request).</exception>
    public static Expectation? ReadIfThere(string folder, ExpectationKey key) =>
        File.Exists(Path.Combine(folder, Name(key))) ? Read(folder, key) : null;

    /// <summary>The expectation as JSON text, ended by LF.</summary>
    /// <param name="expectation">The expectation.</param>
    public static string Format(Expectation expectation) => JsonSerializer.Serialize(expectation, JsonFormat.Options) + "\n";

    private static string? Fault(Expectation expectation)
    {
        if (expectation.Format != Expectation.CurrentFormat)
        {
            return $"'format' is '{expectation.Format}', but must be '{Expectation.CurrentFormat}'";
        }

        if (ModelFault(expectation.Model, expectation.File) is { } model)
        {
            return model;
        }

        if (expectation.Version is < 1 or > MostVersion)
        {
            return Invariant($"'version' is {expectation.Version}; it must be from 1 to {MostVersion}");
        }

        if (Path.GetFileName(expectation.RunsFile) != expectation.RunsFile || !Sha256Text.IsHash(expectation.RunsSha256))
        {
            return $"'runs_file' is '{OutsideText.Line(expectation.RunsFile)}' and 'runs_sha256' '{OutsideText.Line(expectation.RunsSha256)}'; they must be a file's name without a folder, and a SHA-256";
        }

        if (expectation.Epochs < 2 || expectation.BatchSize < 1)
        {
            return Invariant($"'epochs' is {expectation.Epochs} and 'batch_size' {expectation.BatchSize}; legal are at least 2 and 1");
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
            ?? BandsFault(expectation)
            ?? (expectation.Paired is null ? null : PairedFault(expectation.Paired));
    }

    /// <summary>What is wrong with the model that an expectation or its runs are of; null when nothing is.</summary>
    internal static string? ModelFault(int model, ModelSource? file) =>
        file is null ? NotebookModels.Numbers.Contains(model) ? null : Invariant($"'model' is {model}; legal are {string.Join(" and ", NotebookModels.Numbers)}")
        : model != 0 ? Invariant($"'model' is {model}, but must be 0 beside a 'file'")
        : !Sha256Text.IsHash(file.Sha256) ? $"'file.sha256' is '{OutsideText.Line(file.Sha256)}', but must be {Sha256Text.Legal}"
        : FieldFault.InOneSentence(file.Faults("file"));

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

    private static string? PairedFault(PairedExpectation paired)
    {
        if (paired.References < PairedReferences.FewestRuns)
        {
            return Invariant($"'paired.references' is {paired.References}; a seed has at least {PairedReferences.FewestRuns}");
        }

        if (paired.MostRuns is < 1 or > PairedExpectation.MostBounds)
        {
            return Invariant($"'paired.most_runs' is {paired.MostRuns}; legal are 1 to {PairedExpectation.MostBounds}");
        }

        if (!paired.Figures.Select(figure => figure.Figure).SequenceEqual(CurveFigures.Paired))
        {
            return Invariant($"'paired.figures' must hold {CurveFigures.Paired.Count} figures, each once and in this program's order");
        }

        PairedSpread? impossible = paired.Figures.FirstOrDefault(figure => !(figure.Sigma > 0 && figure.TailFactor >= 1 && double.IsFinite(figure.TailFactor) && figure.OtherSigma >= figure.Sigma && double.IsFinite(figure.OtherSigma)));
        return impossible is null
            ? BoundsFault("bounds", paired.Bounds) ?? BoundsFault("other_bounds", paired.OtherBounds)
            : Invariant($"'paired.figures' has sigma {impossible.Sigma}, tail_factor {impossible.TailFactor} and other_sigma {impossible.OtherSigma}; they must be above 0, at least 1, and no smaller than sigma");
    }

    private static string? BoundsFault(string name, IReadOnlyList<PairedBounds> all)
    {
        if (!all.Select(bounds => bounds.Runs).SequenceEqual(Enumerable.Range(1, PairedExpectation.MostBounds)))
        {
            return Invariant($"'paired.{name}' must be for 1 to {PairedExpectation.MostBounds} runs, in order");
        }

        int wrong = all.Index().FirstOrDefault(
            bounds => bounds.Item.Tail.Count != PairedBounds.TailProbabilities.Count || !Ordered([0, .. bounds.Item.Tail])
                || !Ordered(0, bounds.Item.Bound, bounds.Item.FirstLook, bounds.Item.LaterLook, double.MaxValue),
            (-1, null!)).Index;
        return wrong < 0 ? null : Invariant($"paired.{name}[{wrong}] has bounds or a tail that no simulation gives: they grow, and there are {PairedBounds.TailProbabilities.Count} of the tail");
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
