namespace FashionRef.Parity;

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
