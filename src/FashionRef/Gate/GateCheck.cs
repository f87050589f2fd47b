using System.Text.Json.Serialization;

namespace FashionRef.Gate;

/// <summary>One check of the gate and what it says, also as the JSON of a verdict has it.</summary>
/// <param name="Kind">Which check.</param>
/// <param name="Model">The model's number in the notebook.</param>
/// <param name="Runs">The runs that were looked at, for example <c>seed 1</c> or <c>seeds 1 to 5</c>.</param>
/// <param name="Verdict">Passed, failed, or not needed.</param>
/// <param name="Figure">What was found, for example <c>0.8684</c>.</param>
/// <param name="Bound">What is legal, for example <c>0.8213 to 0.8841</c>.</param>
/// <param name="Reason">A sentence: what is wrong, or why nothing is demanded. Empty when the check passed.</param>
/// <param name="Causes">What is likely behind a failure, the likeliest first.</param>
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
    /// <summary>What is wrong in particular, where it is more than one thing: phrases that go on from <see cref="Reason"/>. Else empty.</summary>
    public IReadOnlyList<string> Faults { get; init; } = [];

    /// <summary>The reason with all that is wrong, on one line.</summary>
    [JsonIgnore]
    public string FullReason => Faults.Count == 0 ? Reason : $"{Reason.TrimEnd('.')}: {string.Join("; ", Faults)}.";

    /// <summary>The code of the error that a failure is in a build, for example <c>FREF2005</c>.</summary>
    [JsonPropertyOrder(-2)]
    public string Code => FormattableString.Invariant($"FREF{(int)Kind}");

    /// <summary>The check in words.</summary>
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
        CheckKind.MeanAccuracy => "mean test accuracy",
        CheckKind.Answers => "answers against the baseline",
        CheckKind.Recalls => "recalls against the baseline",
        _ => throw new ArgumentOutOfRangeException(nameof(Kind), Kind, "There is no such check."),
    };
}

/// <summary>The gate's checks, in the order in which they are made. The number is that of the coded error, for example FREF2005.</summary>
public enum CheckKind
{
    /// <summary>The run's record is complete and belongs to this data set, this model and the notebook's settings.</summary>
    Record = 2001,

    /// <summary>Runs that are given as different ones are different ones.</summary>
    DistinctRuns = 2002,

    /// <summary>
    /// The trained weights have the bits of the baseline's, and logits, results and history are its own: then no statistics are needed.
    /// Of an engine that gives the same bits everywhere this is demanded.
    /// </summary>
    SameBits = 2003,

    /// <summary>The history is one of a training: finite, falling, not perfect.</summary>
    History = 2004,

    /// <summary>One run: the test accuracy is where a new run's falls.</summary>
    Accuracy = 2005,

    /// <summary>Several runs: none of them collapsed, as none may alone.</summary>
    CollapsedRuns = 2006,

    /// <summary>Several runs: the mean test accuracy is where that of new runs falls.</summary>
    MeanAccuracy = 2007,

    /// <summary>Against a baseline of the same seed: the right answers lost and won.</summary>
    Answers = 2008,

    /// <summary>Against a baseline of the same seed: the recall of each class.</summary>
    Recalls = 2009,
}

/// <summary>What a check of the gate says.</summary>
public enum CheckVerdict
{
    /// <summary>The figure is within its bound.</summary>
    Passed,

    /// <summary>The figure is outside, or there is none.</summary>
    Failed,

    /// <summary>Nothing is demanded; the reason says why.</summary>
    NotNeeded,
}
