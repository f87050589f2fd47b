using static System.FormattableString;

namespace FashionRef.Studies.Report;

/// <summary>
/// The experiments that a study compares with one baseline, as text that every form of the report shows: first what helps, the largest gain
/// at the top, then where no difference is seen, then what harms.
/// </summary>
/// <param name="Baseline">The baseline's name.</param>
/// <param name="Columns">The heads of a row's cells.</param>
/// <param name="Rows">The baseline, then the experiments.</param>
public sealed record ComparisonTable(string Baseline, IReadOnlyList<string> Columns, IReadOnlyList<ComparisonTableRow> Rows)
{
    /// <summary>The place of the verdict among the <see cref="Columns"/>.</summary>
    internal const int VerdictColumn = 5;

    private const string None = "–";
    private const double LeastShownP = 0.0001;

    /// <summary>The tables of a study, in the order in which its comparisons name the baselines; none without comparisons.</summary>
    /// <param name="report">The study's.</param>
    public static IReadOnlyList<ComparisonTable> Of(StudyReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        Dictionary<string, ExperimentReport> experiments = report.Experiments.ToDictionary(experiment => experiment.Name);
        FigureText text = new(report.Figure);
        return
        [
            .. from comparison in report.Comparisons
               group comparison by comparison.With into same
               select new ComparisonTable(
                   same.Key,
                   ["seeds", text.MeanColumn, text.GainColumn, "95 % interval", "p, Holm", "verdict", "parameters", "time ratio (quartiles)"],
                   [OfBaseline(experiments[same.Key], text), .. Sorted(same, report.Figure).Select(comparison => OfComparison(comparison, experiments[comparison.Experiment], text))]),
        ];
    }

    /// <summary>How the tables are read, each in a sentence or two; nothing without comparisons.</summary>
    /// <param name="report">The study's.</param>
    public static IEnumerable<string> Reading(StudyReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        if (report.Comparisons.Count == 0)
        {
            yield break;
        }

        int count = report.Comparisons.Count;
        FigureText text = new(report.Figure);
        yield return text.GainSentence;
        yield return $"The 95 % interval holds the true differences that the test of this comparison alone does not reject. It is not adjusted for other comparisons, so it may leave out 0 where no difference is seen.";
        yield return count == 1
            ? "p is how easily chance alone gives a difference as far from 0. Holm's correction changes nothing here, since there is one comparison."
            : Invariant($"p is how easily chance alone gives a difference as far from 0. Holm's correction raises each p for the {count} comparisons, so that the chance of even one wrong verdict \"helps\" or \"harms\" among them is at most 5 %.");
        yield return Invariant($"The verdict is \"helps\" or \"harms\" where p, so corrected, is at most {StudyPower.Significance}.{NotSeen(report, text)}");
        yield return $"The time ratio is the seconds of all epochs, divided by those of the baseline's run with the same seed: the median of the pairs, with their quartiles, which are far apart where the machines were busy with something else at times.{Threads(report)}{Trainers(report)}";
    }

    /// <summary>A p in few digits.</summary>
    internal static string TextOf(double p) => p < LeastShownP ? Invariant($"< {LeastShownP}") : Invariant($"{p:G2}");

    /// <summary>A verdict in words.</summary>
    /// <param name="verdict">The verdict.</param>
    public static string WordOf(ComparisonVerdict verdict) => verdict switch
    {
        ComparisonVerdict.Helps => "helps",
        ComparisonVerdict.Harms => "harms",
        ComparisonVerdict.NoDifferenceSeen => "no difference seen",
        _ => "not yet",
    };

    // Of an incomplete study nothing is sorted: which of its runs are done says nothing about what helps.
    private static IEnumerable<ComparisonReport> Sorted(IEnumerable<ComparisonReport> comparisons, StudyFigure figure) => comparisons
        .OrderBy(comparison => comparison.Verdict)
        .ThenByDescending(comparison => comparison.Verdict == ComparisonVerdict.NotYet ? 0 : StudyFigures.Gain(figure, comparison.Difference!.Mean));

    private static ComparisonTableRow OfBaseline(ExperimentReport baseline, FigureText text) =>
        new(baseline.Name, [Invariant($"{baseline.Done}"), text.Mean(baseline.Figure), "", "", "", "baseline", Parameters(baseline), "1"]);

    private static ComparisonTableRow OfComparison(ComparisonReport comparison, ExperimentReport experiment, FigureText text) => new(
        comparison.Experiment,
        [
            Invariant($"{comparison.Pairs}"),
            text.Mean(experiment.Figure),
            comparison.Difference is { } difference ? text.Signed(difference.Mean) : None,
            comparison.P is null ? None : $"{text.End(comparison.Low, "−∞")} to {text.End(comparison.High, "+∞")}",
            comparison.CorrectedP is { } p ? TextOf(p) : None,
            WordOf(comparison.Verdict),
            Parameters(experiment),
            comparison.TimeRatios is { } times ? Invariant($"{times.Median:0.00} ({times.LowerQuartile:0.00}–{times.UpperQuartile:0.00})") : None,
        ]);

    private static string Parameters(ExperimentReport experiment) => experiment.Parameters is { } count ? Invariant($"{count:N0}") : None;

    private static string NotSeen(StudyReport report, FigureText text)
    {
        double[] seen = [.. report.Comparisons.Where(comparison => comparison.Verdict == ComparisonVerdict.NoDifferenceSeen).Select(comparison => comparison.WouldHaveSeen).OfType<double>()];
        if (seen.Length == 0)
        {
            return "";
        }

        (string least, string most) = (text.Plain(seen.Min()), text.Plain(seen.Max()));
        string size = least == most ? $"{least}{text.Unit}" : $"{least} to {most}{text.Unit} (the more, the more an experiment's seeds disagree)";
        return Invariant($" \"No difference seen\" does not say that there is none: with {report.Experiments[0].Planned} seeds and {Count(report.Comparisons.Count, "comparison")} a true difference of {size} would have been seen in four of five such studies; a smaller one may be missed.");
    }

    private static string Threads(StudyReport report)
    {
        int[] threads = [.. report.Runs.Select(run => run.Threads).OfType<int>().Distinct().Order()];
        return threads.Length == 0 ? ""
            : $" Each run had {string.Join(" or ", threads.SkipLast(1).Select(count => Invariant($"{count}")).Append(Count(threads[^1], "thread")))}; how many were made at once is not in their records.";
    }

    // Seen in a study of Model-2: the same model as a file, with another learning rate only, took more than twice as long.
    private static string Trainers(StudyReport report)
    {
        HashSet<string> files = [.. report.Experiments.Where(experiment => experiment.File is not null).Select(experiment => experiment.Name)];
        return report.Comparisons.Any(comparison => files.Contains(comparison.Experiment) != files.Contains(comparison.With))
            ? " This program trains the notebook's models by faster code than the models of Keras files, so a ratio of the two is not what the change alone costs." : "";
    }

    private static string Count(int count, string noun) => Invariant($"{count} {noun}{(count == 1 ? "" : "s")}");

    // An accuracy is told in percent, its differences in percentage points; the logarithm of a loss is told as it is.
    private sealed record FigureText(StudyFigure Figure)
    {
        private bool IsLoss => StudyFigures.IsLoss(Figure);

        public string MeanColumn => IsLoss ? "mean (std. dev.)" : "mean, % (std. dev.)";

        public string GainColumn => IsLoss ? "difference" : "gain, points";

        public string Unit => IsLoss ? "" : " points";

        public string GainSentence => IsLoss
            ? "The difference is the experiment's figure less the baseline's, averaged over the pairs of runs with the same seed. It is one of losses, so a negative one is better."
            : "The gain is the experiment's figure less the baseline's, averaged over the pairs of runs with the same seed, in percentage points.";

        public string Mean(SampleSummary? figure) => figure is null ? None
            : figure.StandardDeviation is { } deviation ? $"{Plain(figure.Mean)} ({Plain(deviation)})" : Plain(figure.Mean);

        public string Plain(double value) => IsLoss ? Invariant($"{value:0.0000;−0.0000;0.0000}") : Invariant($"{100 * value:0.00;−0.00;0.00}");

        public string Signed(double value) => IsLoss ? Invariant($"{value:+0.0000;−0.0000;0.0000}") : Invariant($"{100 * value:+0.00;−0.00;0.00}");

        public string End(double? end, string infinity) => end is { } value ? Signed(value) : infinity;
    }
}

/// <summary>A row of a <see cref="ComparisonTable"/>.</summary>
/// <param name="Name">The experiment's name.</param>
/// <param name="Cells">A text for each column.</param>
public sealed record ComparisonTableRow(string Name, IReadOnlyList<string> Cells)
{
    /// <summary>The verdict in words; <c>baseline</c> of the baseline itself.</summary>
    public string Verdict => Cells[ComparisonTable.VerdictColumn];
}
