using System.Text.Json.Serialization;
using FashionRef.Gate.Curves;
using FashionRef.Models;
using FashionRef.Training.Runs;

namespace FashionRef.Gate;

/// <summary>One check of the gate and its result, also in the JSON of a verdict.</summary>
/// <param name="Kind">Which check.</param>
/// <param name="Model">The model's number in the notebook; 0 for that of a file.</param>
/// <param name="Runs">The checked runs, for example <c>seed 1</c> or <c>seeds 1 to 5</c>; of probes the program.</param>
/// <param name="Verdict">Passed, failed, or not needed.</param>
/// <param name="Figure">The value found, for example <c>0.8684</c>.</param>
/// <param name="Bound">What is legal, for example <c>0.8213 to 0.8841</c>.</param>
/// <param name="Reason">A sentence: what is wrong, why the check was not needed, or what a check that passed allows all the same. Else empty.</param>
/// <param name="Causes">Likely causes of a failure, the likeliest first.</param>
/// <param name="Acceptance">The one command that would accept the change; empty when nothing can or needs to be accepted.</param>
public sealed record GateCheck(
    [property: JsonIgnore] CheckKind Kind,
    int Model,
    string Runs,
    CheckVerdict Verdict,
    string Figure,
    string Bound,
    string Reason,
    IReadOnlyList<string> Causes,
    string Acceptance)
{
    /// <summary>The name of the model's file; null for the notebook's models.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? File { get; init; }

    /// <summary>What the notebook calls the model, for example <c>Model-1</c>, or the name of its file.</summary>
    [JsonIgnore]
    public string ModelTitle => File is null ? NotebookModels.Title(Model) : ModelSource.TitleOf(File);

    /// <summary>The single faults, if there are several: phrases that continue <see cref="Reason"/>. Otherwise empty.</summary>
    public IReadOnlyList<string> Faults { get; init; } = [];

    /// <summary>The figure and its bound as numbers; null where there are none.</summary>
    [JsonIgnore]
    public GateMeasure? Measure { get; init; }

    /// <summary>The runs beside right ones, epoch by epoch; null where the check compares no curves.</summary>
    [JsonIgnore]
    public CurveBand? Curves { get; init; }

    /// <summary>What the number is, for programs.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Statistic => Measure?.Statistic;

    /// <summary>The number; null if there is none, or if it is not finite.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? Value => Finite(Measure?.Value);

    /// <summary>The least legal number; null if there is none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? Low => Finite(Measure?.Low);

    /// <summary>The largest legal number; null if there is none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? High => Finite(Measure?.High);

    /// <summary>How often a correct run is outside at most; null where that is not stated.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? Rate => Measure?.Rate;

    /// <summary>A p value that informs; null if there is none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? P => Measure?.P;

    /// <summary>
    /// What the check rests on: <c>record</c> (what the file says), <c>bits</c> (equal hashes), <c>apart</c> (what training is given, single
    /// steps, answers of known weights), <c>paired</c> (runs that start alike) or <c>unpaired</c> (runs of other seeds).
    /// </summary>
    public string Tier => Kind switch
    {
        CheckKind.Record or CheckKind.DistinctRuns or CheckKind.History or CheckKind.CollapsedRuns => "record",
        CheckKind.SameBits or CheckKind.Answers or CheckKind.Recalls => "bits",
        CheckKind.Feed or CheckKind.Steps or CheckKind.KnownAnswers => "apart",
        CheckKind.Paired => "paired",
        _ => "unpaired",
    };

    /// <summary>The reason with all faults, on one line.</summary>
    [JsonIgnore]
    public string FullReason => Faults.Count == 0 ? Reason : $"{Reason.TrimEnd('.')}: {string.Join("; ", Faults)}.";

    /// <summary>The error code of a failure in a build, for example <c>FREF2005</c>.</summary>
    [JsonPropertyOrder(-2)]
    public string Code => FormattableString.Invariant($"FREF{(int)Kind}");

    /// <summary>The check's name.</summary>
    [JsonPropertyName("check")]
    [JsonPropertyOrder(-1)]
    public string Name => Kind switch
    {
        CheckKind.Record => "record",
        CheckKind.DistinctRuns => "distinct runs",
        CheckKind.SameBits => "same bits as the baseline",
        CheckKind.History => "history",
        CheckKind.Accuracy => "test accuracy",
        CheckKind.CollapsedRuns => "collapsed runs",
        CheckKind.Unpaired => "runs of other seeds",
        CheckKind.Paired => "runs that start alike",
        CheckKind.Answers => "answers against the baseline",
        CheckKind.Recalls => "recalls against the baseline",
        CheckKind.Feed => "what training was given",
        CheckKind.Steps => "training steps",
        CheckKind.KnownAnswers => "answers of known weights",
        _ => throw new ArgumentOutOfRangeException(nameof(Kind), Kind, "There is no such check."),
    };

    // JSON has no NaN and no infinity.
    private static double? Finite(double? value) => value is { } number && double.IsFinite(number) ? number : null;
}

/// <summary>A check's figure and bound as numbers.</summary>
/// <param name="Statistic">What the number is, for example <c>test_accuracy</c>.</param>
/// <param name="Value">The number.</param>
/// <param name="Low">The least legal one; null if there is none.</param>
/// <param name="High">The largest legal one; null if there is none.</param>
/// <param name="Rate">How often a correct run is outside at most; null where that is not stated.</param>
/// <param name="P">A p value that informs; null if there is none.</param>
public sealed record GateMeasure(string Statistic, double Value, double? Low = null, double? High = null, double? Rate = null, double? P = null);

/// <summary>The gate's checks. The number is that of the coded error, for example FREF2005.</summary>
public enum CheckKind
{
    /// <summary>The run's record is complete and belongs to this data set, this model and the notebook's settings.</summary>
    Record = 2001,

    /// <summary>Runs given as different ones really differ.</summary>
    DistinctRuns = 2002,

    /// <summary>
    /// Trained weights, logits, results and history have the baseline's bits, so no statistics are needed. Required of an engine that
    /// gives the same bits everywhere.
    /// </summary>
    SameBits = 2003,

    /// <summary>The history can be that of a training: finite, falling, not perfect.</summary>
    History = 2004,

    /// <summary>One run, or too few to be compared otherwise: the test accuracy is within the band of right runs.</summary>
    Accuracy = 2005,

    /// <summary>No run collapsed.</summary>
    CollapsedRuns = 2006,

    /// <summary>Several runs can be runs of a right program, by their curves and those of right runs of other seeds.</summary>
    Unpaired = 2007,

    /// <summary>Against a baseline of the same seed, for information: the correct predictions lost and gained.</summary>
    Answers = 2008,

    /// <summary>Against a baseline of the same seed, for information: the recall of each class.</summary>
    Recalls = 2009,

    /// <summary>Every epoch was given the images, labels, order and batches that the seed demands.</summary>
    Feed = 2010,

    /// <summary>Steps from known states give the losses, weights and moments that right programs give.</summary>
    Steps = 2011,

    /// <summary>Known weights give the logits that right programs give, and accuracy and loss follow from them.</summary>
    KnownAnswers = 2012,

    /// <summary>The curves are as near to those of right runs that start alike as rounding leaves them.</summary>
    Paired = 2013,
}

/// <summary>The result of a check.</summary>
public enum CheckVerdict
{
    /// <summary>The figure is within its bound.</summary>
    Passed,

    /// <summary>The figure is outside its bound, or missing.</summary>
    Failed,

    /// <summary>Nothing was required; the reason says why.</summary>
    NotNeeded,
}
