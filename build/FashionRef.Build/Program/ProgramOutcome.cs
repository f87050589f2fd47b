namespace FashionRef.Build.Program;

/// <summary>How the program ended.</summary>
/// <param name="ExitCode">As in the program's ExitCode.</param>
/// <param name="IsItsOwnWord">Whether the program itself reported that exit code in its result file. If not, something else ended it.</param>
/// <param name="Made">The files that it reports as made; none if there is no result.</param>
/// <param name="Message">Its error message on standard error, without <c>error: </c>; empty if there was none.</param>
internal sealed record ProgramOutcome(int ExitCode, bool IsItsOwnWord, string[] Made, string Message)
{
    /// <summary>Whether it did what it was asked to do.</summary>
    public bool IsSuccess => IsItsOwnWord && ExitCode == 0;

    /// <summary>The error code of a failure.</summary>
    public string Code => IsItsOwnWord ? ErrorCode.OfProgram(ExitCode) : ErrorCode.Crashed;

    /// <summary>The message of a failure.</summary>
    public string Reason => Message.Length > 0 ? Message
        : IsItsOwnWord ? $"The program ended with exit code {ExitCode} and did not say why."
        : $"The program ended with exit code {ExitCode} and without its result, so nothing counts as done. Something else ended it; run it again.";
}
