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
