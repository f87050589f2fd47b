using System.Text.Json.Serialization;
using FashionRef.Evaluation;
using FashionRef.Training.Runs;
using MathNet.Numerics.Statistics;
using static System.FormattableString;

namespace FashionRef.Studies.Report;

/// <summary>What a study found.</summary>
/// <param name="Study">Its name.</param>
/// <param name="Question">What it asked.</param>
/// <param name="PlanSha256">The hash of its plan.</param>
/// <param name="Figure">What its experiments are compared by.</param>
/// <param name="IsComplete">Whether all runs are done; else no p value is given.</param>
/// <param name="Origins">What the runs were made by: several of an engine where another version was mixed in.</param>
/// <param name="Differing">The folders of results that differ from the first one of the same run: two machines disagree.</param>
/// <param name="Runs">The runs that are done, in order.</param>
/// <param name="Experiments">Each experiment, in the study's order.</param>
/// <param name="Comparisons">Each comparison, in the study's order.</param>
public sealed record StudyReport(
    string Study,
    string Question,
    string PlanSha256,
    StudyFigure Figure,
    bool IsComplete,
    IReadOnlyList<RunOrigin> Origins,
    IReadOnlyList<string> Differing,
    [property: JsonIgnore] IReadOnlyList<ReportedStudyRun> Runs,
    IReadOnlyList<ExperimentReport> Experiments,
    IReadOnlyList<ComparisonReport> Comparisons)
{
    /// <summary>What the experiments are compared by, in words.</summary>
    [JsonIgnore]
    public string FigureName => StudyFigures.Name(Figure, Runs.Count > 0 && Runs.All(run => run.Run.Settings.Epochs == 1), Judges);

    /// <summary>The images that judge the runs, for example <c>the last 10,000 training images</c>; null where all are judged by the test set.</summary>
    [JsonIgnore]
    public string? Judges
    {
        get
        {
            string[] all = [.. Experiments.Select(experiment => experiment.First.Settings.HeldOutImages ?? "the test set").Distinct()];
            return all is ["the test set"] ? null : all is [var one] ? one : "the images that judge each experiment";
        }
    }

    /// <summary>What stands before accuracy and loss in a heading: <c>test</c>, or <c>held-out</c> where other images judge the runs.</summary>
    [JsonIgnore]
    public string JudgesWord => Judges is null ? "test" : "held-out";

    /// <summary>Which images judge the runs, in a sentence for each kind; none where all are judged by the test set.</summary>
    [JsonIgnore]
    public IEnumerable<string> JudgesSentences => Judges is null ? [] :
        from experiment in Experiments
        group experiment.Name by experiment.First.Settings.HeldOutImages into same
        let who = same.Count() == Experiments.Count ? "All runs" : $"The runs of {string.Join(", ", same)}"
        select same.Key is { } images ? $"{who} are judged by {images}, which they are not trained on; they do not look at the test set." : $"{who} are judged by the test set.";

    /// <summary>
    /// Why differences between the runs may not be the experiments', each in a sentence: other code, engines or machines were mixed in, or two
    /// machines gave a run other bits.
    /// </summary>
    [JsonIgnore]
    public IEnumerable<string> Mixtures => RunOrigin.Mixtures(Origins).Concat(Differing.Select(StudyState.Dispute));

    /// <summary>What a reader must know before the comparisons, each in a sentence: that runs are missing, and <see cref="Mixtures"/>.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> Notes
    {
        get
        {
            (int done, int planned) = (Experiments.Sum(experiment => experiment.Done), Experiments.Sum(experiment => experiment.Planned));
            return
            [
                .. IsComplete ? Array.Empty<string>()
                    : done < planned ? [Invariant($"Incomplete: {done} of {planned} runs are done, so no p is given. 'study status' tells about the others.")]
                    : ["Machines disagree about runs, so no p is given. 'study status' tells which."],
                .. Mixtures,
            ];
        }
    }

    /// <summary>Reads the runs that are done and computes everything.</summary>
    /// <param name="plan">The study's plan.</param>
    /// <param name="folder">The study's folder.</param>
    public static StudyReport Of(StudyPlan plan, StudyFolder folder)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(folder);
        StudyState state = StudyState.Of(plan, folder);
        ReportedStudyRun[] runs = [.. state.Runs.Where(run => run.Record is not null).Select(run => ReportedStudyRun.Of(run.Run, run.Record!, plan.Study.Figure))];
        RunOrigin[] origins = [.. state.Runs.Select(run => run.Record).OfType<RunRecord>().Select(RunOrigin.Of).Distinct().OrderBy(origin => origin.ToString(), StringComparer.Ordinal)];
        return Of(plan, runs, state.IsComplete, origins, state.Differing);
    }

    /// <summary>Computes everything.</summary>
    internal static StudyReport Of(
        StudyPlan plan, IReadOnlyList<ReportedStudyRun> runs, bool isComplete, IReadOnlyList<RunOrigin> origins, IReadOnlyList<string> differing)
    {
        ILookup<string, ReportedStudyRun> byExperiment = runs.ToLookup(run => run.Run.Experiment);
        ComparisonReport[] comparisons = [.. plan.Comparisons.Select(comparison =>
            ComparisonReport.Of(comparison, byExperiment[comparison.Experiment], byExperiment[comparison.With], plan.Comparisons.Count))];
        return new StudyReport(
            plan.Study.Name,
            plan.Study.Question,
            plan.Sha256,
            plan.Study.Figure,
            isComplete,
            origins,
            differing,
            runs,
            [.. plan.Runs.Take(plan.Study.Experiments.Count).Select(first => ExperimentReport.Of(first, plan.Seeds.Count, [.. byExperiment[first.Experiment]]))],
            Corrected(comparisons, plan.Study.Figure, isComplete));
    }

    // Some of the runs are no sample: those that take long are missing first.
    private static ComparisonReport[] Corrected(ComparisonReport[] comparisons, StudyFigure figure, bool isComplete)
    {
        IReadOnlyList<double> corrected = HolmCorrection.Of([.. comparisons.Select(comparison => comparison.P ?? 1)]);
        return [.. comparisons.Select((comparison, i) => isComplete
            ? comparison.Corrected(comparison.P is null ? null : corrected[i], figure)
            : comparison with { P = null, PWithoutCollapsed = null, PCollapses = null, Low = null, High = null })];
    }
}

/// <summary>A run that is done, with the figures that a report takes from its record.</summary>
/// <param name="Run">The run.</param>
/// <param name="Figure">What experiments are compared by.</param>
/// <param name="TestAccuracy">After the last epoch, in [0, 1].</param>
/// <param name="TestLoss">After the last epoch, in nats.</param>
/// <param name="Seconds">Of all epochs.</param>
public sealed record ReportedStudyRun(PlannedRun Run, double Figure, double TestAccuracy, double TestLoss, double Seconds)
{
    /// <summary>Whether it has learned nothing (<see cref="RunResult.CollapsedBelow"/>).</summary>
    public bool HasCollapsed => TestAccuracy < RunResult.CollapsedBelow;

    /// <summary>The test accuracy after each epoch, in [0, 1].</summary>
    public IReadOnlyList<double> TestAccuracies { get; init; } = [];

    /// <summary>The training loss of each epoch, in nats.</summary>
    public IReadOnlyList<double> TrainingLosses { get; init; } = [];

    /// <summary>The model's number of parameters; null where it is not known.</summary>
    public long? Parameters { get; init; }

    /// <summary>How many threads it was made with; null where that is not known.</summary>
    public int? Threads { get; init; }

    /// <summary>Takes them; no more of a record is kept, as there can be thousands.</summary>
    internal static ReportedStudyRun Of(PlannedRun run, RunRecord record, StudyFigure figure) => new(
        run, StudyFigures.Of(figure, record.History), record.Result.TestAccuracy, record.Result.TestLoss, record.History.Sum(epoch => epoch.Seconds))
    {
        TestAccuracies = [.. record.History.Select(epoch => epoch.ValAccuracy)],
        TrainingLosses = [.. record.History.Select(epoch => epoch.Loss)],
        Parameters = record.Parameters,
        Threads = record.Settings.Threads,
    };
}

/// <summary>The runs of an experiment.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Planned">How many runs it has in the plan.</param>
/// <param name="Done">How many are done; the figures are of these.</param>
/// <param name="Collapsed">How many of them have learned nothing.</param>
/// <param name="Figure">The figure that experiments are compared by.</param>
/// <param name="TestAccuracy">After the last epoch; on held-out images where <see cref="HeldOut"/> says so.</param>
/// <param name="TestLoss">After the last epoch, of the same images.</param>
/// <param name="Seconds">Of all epochs.</param>
public sealed record ExperimentReport(
    string Name, int Planned, int Done, int Collapsed, SampleSummary? Figure, SampleSummary? TestAccuracy, SampleSummary? TestLoss, SampleSummary? Seconds)
{
    /// <summary>The model's number of parameters; null where no run is done.</summary>
    public long? Parameters { get; init; }

    /// <summary>The name of the model's file; null for the notebook's models.</summary>
    public string? File => First.Settings.File?.Name;

    /// <summary>How many of the last training images judge it in place of the test set; null for the test set.</summary>
    public int? HeldOut => First.Settings.HeldOut;

    /// <summary>Its run with the first seed, done or not: all others have the same settings and data.</summary>
    [JsonIgnore]
    public required PlannedRun First { get; init; }

    /// <summary>Its epochs, in order. They are of the runs that have learned; none without any.</summary>
    public IReadOnlyList<EpochSummary> Epochs { get; init; } = [];

    /// <summary>Summarises runs.</summary>
    /// <param name="first">The experiment's run with the first seed, done or not.</param>
    /// <param name="planned">How many runs it has in the plan.</param>
    /// <param name="runs">Those that are done.</param>
    internal static ExperimentReport Of(PlannedRun first, int planned, ReportedStudyRun[] runs) => new(
        first.Experiment,
        planned,
        runs.Length,
        runs.Count(run => run.HasCollapsed),
        SampleSummary.Of([.. runs.Select(run => run.Figure)]),
        SampleSummary.Of([.. runs.Select(run => run.TestAccuracy)]),
        SampleSummary.Of([.. runs.Select(run => run.TestLoss)]),
        SampleSummary.Of([.. runs.Select(run => run.Seconds)]))
    {
        First = first,
        Parameters = runs.Select(run => run.Parameters).FirstOrDefault(),
        Epochs = EpochSummary.Of([.. runs.Where(run => !run.HasCollapsed)]),
    };
}

/// <summary>An epoch of an experiment's runs.</summary>
/// <param name="Epoch">From 1.</param>
/// <param name="TestAccuracy">After the epoch.</param>
/// <param name="TrainingLoss">Of the epoch, in nats.</param>
public sealed record EpochSummary(int Epoch, SampleSummary TestAccuracy, SampleSummary TrainingLoss)
{
    /// <summary>Summarises runs of one length.</summary>
    internal static IReadOnlyList<EpochSummary> Of(ReportedStudyRun[] runs) =>
    [
        .. Enumerable.Range(0, runs.Length == 0 ? 0 : runs.Min(run => run.TestAccuracies.Count)).Select(epoch => new EpochSummary(
            epoch + 1,
            SampleSummary.Of([.. runs.Select(run => run.TestAccuracies[epoch])])!,
            SampleSummary.Of([.. runs.Select(run => run.TrainingLosses[epoch])])!)),
    ];
}

/// <summary>A figure over runs.</summary>
/// <param name="Mean">Its mean.</param>
/// <param name="StandardDeviation">Its standard deviation with n - 1; null of a single run.</param>
/// <param name="Lowest">The lowest.</param>
/// <param name="LowerQuartile">A quarter of the runs is below (definition 8 of Hyndman and Fan, 1996).</param>
/// <param name="Median">Half of them are below.</param>
/// <param name="UpperQuartile">Three quarters are below.</param>
/// <param name="Highest">The highest.</param>
public sealed record SampleSummary(
    double Mean, double? StandardDeviation, double Lowest, double LowerQuartile, double Median, double UpperQuartile, double Highest)
{
    /// <summary>Summarises a sample; null of an empty one.</summary>
    /// <param name="sample">The figures.</param>
    public static SampleSummary? Of(double[] sample)
    {
        ArgumentNullException.ThrowIfNull(sample);
        return sample.Length == 0
            ? null
            : new SampleSummary(
                sample.Mean(), sample.Length == 1 ? null : sample.StandardDeviation(), sample.Min(), sample.LowerQuartile(), sample.Median(), sample.UpperQuartile(), sample.Max());
    }
}

/// <summary>Two experiments compared seed by seed. Differences are the experiment's figure less the other's.</summary>
/// <param name="Experiment">The experiment.</param>
/// <param name="With">The other.</param>
/// <param name="Pairs">How many seeds both have runs of.</param>
/// <param name="Difference">The differences; null without pairs.</param>
/// <param name="LastTestAccuracy">The differences of the test accuracy after the last epoch; null without pairs.</param>
/// <param name="P">By <see cref="SignFlipTest"/>, over all pairs, also those with a collapsed run; null without pairs, and of an incomplete study.</param>
/// <param name="CorrectedP">By <see cref="HolmCorrection"/>; null where <paramref name="P"/> is.</param>
/// <param name="Low">The lowest shift that the test at 5 % does not reject, unadjusted for other comparisons; null where <paramref name="P"/> is, and where there is none.</param>
/// <param name="High">The highest one.</param>
/// <param name="PairsWithoutCollapsed">How many pairs have no collapsed run.</param>
/// <param name="DifferenceWithoutCollapsed">The mean of their differences; null without such pairs.</param>
/// <param name="PWithoutCollapsed">The p of these pairs alone; null where <paramref name="P"/> is, and without such pairs.</param>
/// <param name="OnlyExperimentCollapsed">In how many pairs only the experiment's run has collapsed.</param>
/// <param name="OnlyOtherCollapsed">In how many only the other's has.</param>
/// <param name="PCollapses">By <see cref="McNemarTest"/>, of these two; null where <paramref name="P"/> is.</param>
/// <param name="WouldHaveSeen">The difference that it would have found in four of five such studies (<see cref="StudyPower.SmallestDifference"/>); null below two pairs.</param>
public sealed record ComparisonReport(
    string Experiment,
    string With,
    int Pairs,
    SampleSummary? Difference,
    SampleSummary? LastTestAccuracy,
    double? P,
    double? CorrectedP,
    double? Low,
    double? High,
    int PairsWithoutCollapsed,
    double? DifferenceWithoutCollapsed,
    double? PWithoutCollapsed,
    int OnlyExperimentCollapsed,
    int OnlyOtherCollapsed,
    double? PCollapses,
    double? WouldHaveSeen)
{
    /// <summary>How many times as many parameters the experiment's model has as the other's; null where that is not known.</summary>
    public double? TimesParameters { get; init; }

    /// <summary>How many times as long the experiment's runs take as the other's, the median of the pairs; null where that is not known.</summary>
    public double? TimesSeconds => TimeRatios?.Median;

    /// <summary>How many times as long the experiment's run takes as the other's, over the pairs; null where that is not known.</summary>
    public SampleSummary? TimeRatios { get; init; }

    /// <summary>What it found: by the corrected p and the sign of the mean difference.</summary>
    public ComparisonVerdict Verdict { get; init; }

    /// <summary>The pairs, in the order of the plan's seeds.</summary>
    [JsonIgnore]
    public IReadOnlyList<ComparedPair> ComparedPairs { get; init; } = [];

    /// <summary>Compares; Holm's correction needs the other comparisons, too.</summary>
    internal static ComparisonReport Of(
        StudyComparison comparison, IEnumerable<ReportedStudyRun> experiment, IEnumerable<ReportedStudyRun> other, int comparisons)
    {
        (ReportedStudyRun One, ReportedStudyRun Other)[] pairs =
            [.. experiment.Join(other, run => run.Run.Settings.Seed, run => run.Run.Settings.Seed, (one, two) => (one, two))];
        double[] differences = [.. pairs.Select(pair => pair.One.Figure - pair.Other.Figure)];
        double[] learned = [.. pairs.Where(pair => !pair.One.HasCollapsed && !pair.Other.HasCollapsed).Select(pair => pair.One.Figure - pair.Other.Figure)];
        int onlyOne = pairs.Count(pair => pair.One.HasCollapsed && !pair.Other.HasCollapsed);
        int onlyOther = pairs.Count(pair => !pair.One.HasCollapsed && pair.Other.HasCollapsed);
        (double? low, double? high) = Interval(differences);
        SampleSummary? difference = SampleSummary.Of(differences);
        return new ComparisonReport(
            comparison.Experiment,
            comparison.With,
            pairs.Length,
            difference,
            SampleSummary.Of([.. pairs.Select(pair => pair.One.TestAccuracy - pair.Other.TestAccuracy)]),
            SignFlip(differences),
            CorrectedP: null,
            low,
            high,
            learned.Length,
            learned.Length == 0 ? null : learned.Average(),
            SignFlip(learned),
            onlyOne,
            onlyOther,
            pairs.Length == 0 ? null : McNemarTest.Of(onlyOne, onlyOther),
            difference?.StandardDeviation is { } spread ? StudyPower.SmallestDifference(spread, pairs.Length, comparisons) : null)
        {
            TimesParameters = pairs.Select(pair => Times(pair.One.Parameters, pair.Other.Parameters)).FirstOrDefault(),
            TimeRatios = SampleSummary.Of([.. pairs.Select(pair => Times(pair.One.Seconds, pair.Other.Seconds)).OfType<double>()]),
            ComparedPairs = [.. pairs.Select((pair, i) => new ComparedPair(pair.One.Run.Settings.Seed, differences[i], pair.One.HasCollapsed || pair.Other.HasCollapsed))],
        };
    }

    /// <summary>The comparison with its corrected p, which decides what it found.</summary>
    internal ComparisonReport Corrected(double? p, StudyFigure figure) => this with
    {
        CorrectedP = p,
        Verdict = p is null ? ComparisonVerdict.NotYet
            : p is not <= StudyPower.Significance ? ComparisonVerdict.NoDifferenceSeen
            : StudyFigures.Gain(figure, Difference!.Mean) > 0 ? ComparisonVerdict.Helps : ComparisonVerdict.Harms,
    };

    private static double? Times(double? one, double? other) => one is { } more && other is > 0 ? more / other : null;

    private static double? SignFlip(double[] differences) => differences.Length == 0 ? null : SignFlipTest.P(differences);

    // JSON has no infinity.
    private static (double? Low, double? High) Interval(double[] differences)
    {
        if (differences.Length == 0)
        {
            return (null, null);
        }

        (double low, double high) = SignFlipTest.Interval(differences, StudyPower.Significance);
        return (double.IsFinite(low) ? low : null, double.IsFinite(high) ? high : null);
    }
}

/// <summary>The two runs of a seed.</summary>
/// <param name="Seed">The seed.</param>
/// <param name="Difference">The experiment's figure less the other's.</param>
/// <param name="HasCollapsed">Whether one of them has learned nothing, or both.</param>
public sealed record ComparedPair(int Seed, double Difference, bool HasCollapsed);
