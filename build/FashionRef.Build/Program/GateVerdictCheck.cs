namespace FashionRef.Build.Program;

/// <summary>One check of a <see cref="GateVerdict"/>.</summary>
/// <param name="Code">The error code of a failure, for example <c>FREF2005</c>.</param>
/// <param name="Model">The model's number.</param>
/// <param name="Runs">The checked runs, for example <c>seed 1</c>.</param>
/// <param name="Verdict"><c>passed</c>, <c>failed</c> or <c>not_needed</c>.</param>
/// <param name="Reason">A sentence: what is wrong.</param>
/// <param name="Causes">Likely causes.</param>
/// <param name="Acceptance">The command that would accept the change, or empty.</param>
internal sealed record GateVerdictCheck(string Code, int Model, string Runs, string Verdict, string Reason, string[] Causes, string Acceptance)
{
    /// <summary>The place of the error, where a compiler names a file, for example <c>model1-seed1</c>.</summary>
    public string Place => $"model{Model}-{string.Concat(Runs.Replace(", ", "-").Where(c => char.IsAsciiLetterOrDigit(c) || c == '-'))}";

    /// <summary>What is wrong, why, and what to do.</summary>
    public string Message => string.Concat(
        $"Model-{Model}, {Runs}: {Reason}",
        Causes.Length > 0 ? $" Likely: {string.Join("; ", Causes.Select(cause => cause.TrimEnd('.')))}." : "",
        Acceptance.Length > 0 ? $" To accept: {Acceptance}" : "");
}
