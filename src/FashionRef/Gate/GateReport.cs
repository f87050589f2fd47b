namespace FashionRef.Gate;

/// <summary>The gate's verdict on runs.</summary>
/// <param name="Checks">In the order in which they were made.</param>
public sealed record GateReport(IReadOnlyList<GateCheck> Checks)
{
    /// <summary>Whether a check passed for every model that was looked at, and none failed. A gate that saw nothing has not passed.</summary>
    public bool Passed => Checks.Count > 0 && Checks.GroupBy(check => check.Model).All(IsPassed);

    private static bool IsPassed(IEnumerable<GateCheck> checks) =>
        checks.All(check => check.Verdict != CheckVerdict.Failed) && checks.Any(check => check.Verdict == CheckVerdict.Passed);
}
