namespace FashionRef;

/// <summary>
/// A failure that is the user's or the machine's, not a defect of this program: it is told without a stack trace.
/// </summary>
/// <param name="exitCode">What the program ends with.</param>
/// <param name="message">What was wrong, the offending value, what is legal, and what to do.</param>
/// <param name="innerException">The cause, shown with <c>--verbose</c>.</param>
public sealed class FashionRefException(ExitCode exitCode, string message, Exception? innerException = null)
    : Exception(message, innerException)
{
    /// <summary>What the program ends with.</summary>
    public ExitCode ExitCode { get; } = exitCode;
}
