namespace FashionRef.Gate.Outputs;

/// <summary>One check as a JSON file holds it.</summary>
/// <param name="Code">The coded error that a failure is in a build, for example <c>FREF2005</c>.</param>
/// <param name="Check">The check in words.</param>
/// <param name="Model">The model's number in the notebook.</param>
/// <param name="Runs">The runs that were looked at.</param>
/// <param name="Verdict">Passed, failed, or not needed.</param>
/// <param name="Figure">What was found.</param>
/// <param name="Bound">What is legal.</param>
/// <param name="Reason">What is wrong, or why nothing is demanded; else empty.</param>
/// <param name="Causes">What is likely behind a failure, the likeliest first.</param>
/// <param name="Acceptance">The command that would accept the change, or empty.</param>
/// <param name="Faults">What the reason names, one by one, where it is more than one thing; else empty.</param>
internal sealed record GateDocumentCheck(
    string Code,
    string Check,
    int Model,
    string Runs,
    CheckVerdict Verdict,
    string Figure,
    string Bound,
    string Reason,
    IReadOnlyList<string> Causes,
    string Acceptance,
    IReadOnlyList<string> Faults);
