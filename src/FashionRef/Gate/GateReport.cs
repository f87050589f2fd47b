namespace FashionRef.Gate;

/// <summary>The gate's verdict on runs.</summary>
/// <param name="Checks">In the order in which they were made.</param>
public sealed record GateReport(IReadOnlyList<GateCheck> Checks)
{
    /// <summary>Whether no check failed and at least one passed for every model. A gate without checks has not passed.</summary>
    public bool Passed => Checks.Count > 0 && Checks.GroupBy(check => check.Model).All(IsPassed);

    private static bool IsPassed(IEnumerable<GateCheck> checks) =>
        checks.All(check => check.Verdict != CheckVerdict.Failed) && checks.Any(check => check.Verdict == CheckVerdict.Passed);
}
