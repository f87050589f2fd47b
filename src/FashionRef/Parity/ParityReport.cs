namespace FashionRef.Parity;

/// <summary>The results of a replay's checks.</summary>
/// <param name="Rows">In the order of computation, so the first failure comes first.</param>
public sealed record ParityReport(IReadOnlyList<ParityRow> Rows)
{
    /// <summary>Compares a replay with its trace.</summary>
    /// <param name="trace">What Keras computed.</param>
    /// <param name="replay">What an engine computed.</param>
    /// <param name="tolerances">What counts as equal.</param>
    public static ParityReport Of(Trace trace, Replay replay, ParityTolerances tolerances) =>
        new(new ParityComparison(trace, replay, tolerances).Compare());

    /// <summary>Whether no check found a difference.</summary>
    public bool IsEqual => Rows.All(row => row.Verdict != Verdict.Different);
}

/// <summary>One check of a replay.</summary>
/// <param name="Check">What was compared, for example <c>losses, steps 1 to 40</c>.</param>
/// <param name="Error">The worst error: relative, or a difference of counts.</param>
/// <param name="Where">Its place; empty when there is no error.</param>
/// <param name="Tolerance">The largest error that counts as equal; null if the row is not judged.</param>
public sealed record ParityRow(string Check, double Error, string Where, double? Tolerance)
{
    /// <summary>NaN is different.</summary>
    public Verdict Verdict => Tolerance is not { } tolerance ? Verdict.NotJudged
        : Error <= tolerance ? Verdict.Equal
        : Verdict.Different;
}

/// <summary>The result of a check.</summary>
public enum Verdict
{
    /// <summary>Within the tolerance.</summary>
    Equal,

    /// <summary>Outside it, or not a number.</summary>
    Different,

    /// <summary>Shown but not judged: rounding has grown too large for any two programs to agree.</summary>
    NotJudged,
}
