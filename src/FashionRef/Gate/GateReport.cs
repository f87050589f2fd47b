namespace FashionRef.Gate;

/// <summary>The gate's verdict on runs.</summary>
/// <param name="Checks">In the order in which they were made.</param>
public sealed record GateReport(IReadOnlyList<GateCheck> Checks)
{
    /// <summary>The caller's one command that sees smaller harm; null if there is none.</summary>
    public string? Further { get; init; }

    /// <summary>Whether no check failed and at least one passed for every model. A gate without checks has not passed.</summary>
    public bool Passed => Checks.Count > 0 && Checks.GroupBy(check => check.ModelTitle).All(IsPassed);

    private static bool IsPassed(IEnumerable<GateCheck> checks) =>
        checks.All(check => check.Verdict != CheckVerdict.Failed) && checks.Any(check => check.Verdict == CheckVerdict.Passed);
}
