namespace FashionRef.Build.Program;

/// <summary>How the program ended.</summary>
/// <param name="ExitCode">As the program's ExitCode lists them.</param>
/// <param name="IsItsOwnWord">Whether the program has left that exit code as its result. What has not, was ended by something else.</param>
/// <param name="Made">The files that it says it made; none where it is not its own word.</param>
/// <param name="Message">What it said of a failure on standard error, without <c>error: </c>; empty when it said nothing.</param>
internal sealed record ProgramOutcome(int ExitCode, bool IsItsOwnWord, string[] Made, string Message)
{
    /// <summary>Whether it did what it was asked to do.</summary>
    public bool IsSuccess => IsItsOwnWord && ExitCode == 0;

    /// <summary>The coded error that a failure is.</summary>
    public string Code => IsItsOwnWord ? ErrorCode.OfProgram(ExitCode) : ErrorCode.Crashed;

    /// <summary>What a failure is told by.</summary>
    public string Reason => Message.Length > 0 ? Message
        : IsItsOwnWord ? $"The program ended with exit code {ExitCode} and did not say why."
        : $"The program ended with exit code {ExitCode} and without its result, so nothing counts as done. Something else ended it; run it again.";
}
