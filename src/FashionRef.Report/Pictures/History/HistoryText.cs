using static System.FormattableString;

namespace FashionRef.Report.Pictures.History;

/// <summary>Text about histories.</summary>
internal static class HistoryText
{
    /// <summary>The text in a picture without a band.</summary>
    public const string NoRange = "no range of other seeds is kept for these settings";

    /// <summary>The sentence about a missing band.</summary>
    public const string WithoutRange = $"Nothing is shaded: {NoRuns}";

    private const string NoRuns = "the folder of baselines has no runs over seeds with these settings.";

    /// <summary>The text in a picture of several runs for missing bands; null if none is missing.</summary>
    /// <param name="without">How many runs have no band.</param>
    /// <param name="runs">How many runs there are.</param>
    public static string? NoRangeOf(int without, int runs) => without == 0 ? null
        : without == runs ? NoRange
        : Invariant($"no range of other seeds is kept for {without} of {runs} runs");

    /// <summary>The same in words: a sentence, or none.</summary>
    /// <param name="without">The titles of the runs without a band.</param>
    /// <param name="runs">How many runs there are.</param>
    public static IEnumerable<string> WithoutRangeOf(IReadOnlyList<string> without, int runs) => without.Count == 0 ? []
        : without.Count == runs ? [WithoutRange]
        : [$"Nothing is shaded for {string.Join("; ", without)}: {NoRuns}"];

    /// <summary>A band's entry in the legend.</summary>
    public static string Range(HistoryBand band) => Invariant($"{band.Runs} {(band.StartAlike ? "runs, same start" : "seeds' range")}");

    /// <summary>A band in a description.</summary>
    public static string Extent(HistoryBand band) =>
        Invariant($"from the lowest to the highest figure of {band.Runs} runs of {band.Source}, {(band.StartAlike ? "which start as this run does" : "each with its own seed")}");

    /// <summary>A curve in words, for example <c>falls from 0.3822 in epoch 1 to 0.2753 in epoch 10</c>.</summary>
    /// <param name="figures">One for each epoch, at least one.</param>
    public static string Course(IReadOnlyList<double> figures)
    {
        (double first, double last) = (figures[0], figures[^1]);
        string verb = first == last ? "goes" : first < last ? "rises" : "falls";
        return figures.Count == 1
            ? Invariant($"is {first:F4} in epoch 1")
            : Invariant($"{verb} from {first:F4} in epoch 1 to {last:F4} in epoch {figures.Count}");
    }

    /// <summary>The whole picture in words.</summary>
    public static string Describe(string quantity, HistoryColumn training, HistoryColumn validation, IReadOnlyList<HistoryBand> bands)
    {
        string notebook = Invariant(
            $"The notebook's own run, dashed, is at {training.Notebook[^1]:F4} and {validation.Notebook[^1]:F4} in epoch {training.Notebook.Length}.");
        return $"Training {quantity} {Course(training.Run)}; validation {quantity} {Course(validation.Run)}. {notebook}"
            + (bands.Count > 0 ? $" Shaded: {string.Join("; darker, ", bands.Select(Extent))}." : training.Run.Length > 1 ? $" {WithoutRange}" : "");
    }

    /// <summary>The remark for first-epoch training figures outside the chart; null if they are inside.</summary>
    public static string? OutsideRemark(HistoryColumn training, HistoryLimits limits)
    {
        (double run, double notebook) = (training.Run[0], training.Notebook[0]);
        string?[] parts =
        [
            limits.Contains(run) ? null : Invariant($"{run:F3}"),
            limits.Contains(notebook) ? null : Invariant($"notebook {notebook:F3}"),
        ];
        string outside = string.Join(", ", parts.Where(part => part is not null));
        return outside.Length == 0 ? null : $"training in epoch 1: {outside}";
    }
}
