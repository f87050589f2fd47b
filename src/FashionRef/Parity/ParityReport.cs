namespace FashionRef.Parity;

/// <summary>What the checks of a replay say.</summary>
/// <param name="Rows">In the order of computation: what fails first stands first.</param>
public sealed record ParityReport(IReadOnlyList<ParityRow> Rows)
{
    /// <summary>Compares a replay with its trace.</summary>
    /// <param name="trace">What Keras computed.</param>
    /// <param name="replay">What an engine computed.</param>
    /// <param name="tolerances">What counts as equal.</param>
    public static ParityReport Of(Trace trace, Replay replay, ParityTolerances tolerances) =>
        new(new ParityComparison(trace, replay, tolerances).Compare());

    /// <summary>Whether no check says different.</summary>
    public bool IsEqual => Rows.All(row => row.Verdict != Verdict.Different);
}

/// <summary>One check of a replay.</summary>
/// <param name="Check">What was compared, for example <c>losses, steps 1 to 40</c>.</param>
/// <param name="Error">The worst error: relative, or how many counts differ.</param>
/// <param name="Where">Where it stands; empty when there is no error.</param>
/// <param name="Tolerance">The largest error that is equal; null when nothing is demanded.</param>
public sealed record ParityRow(string Check, double Error, string Where, double? Tolerance)
{
    /// <summary>NaN is different.</summary>
    public Verdict Verdict => Tolerance is not { } tolerance ? Verdict.NotJudged
        : Error <= tolerance ? Verdict.Equal
        : Verdict.Different;
}

/// <summary>What a check says.</summary>
public enum Verdict
{
    /// <summary>Within the tolerance.</summary>
    Equal,

    /// <summary>Outside it, or not a number.</summary>
    Different,

    /// <summary>Shown, and nothing is demanded: rounding has grown too large there for any two programs to agree.</summary>
    NotJudged,
}
