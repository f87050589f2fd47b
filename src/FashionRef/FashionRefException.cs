namespace FashionRef;

/// <summary>
/// A failure caused by the request or the machine, not by a bug: it is reported without a stack trace. Its message may quote text from
/// outside, so it is kept on one line (<see cref="OutsideText.Line"/>).
/// </summary>
/// <param name="kind">The kind of failure.</param>
/// <param name="message">What was wrong, the offending value, what is legal, and what to do, on one line.</param>
/// <param name="innerException">The cause.</param>
public sealed class FashionRefException(FaultKind kind, string message, Exception? innerException = null)
    : Exception(OutsideText.Line(message), innerException)
{
    /// <summary>The kind of failure.</summary>
    public FaultKind Kind { get; } = kind;

    /// <summary>What to do, where that depends on the caller.</summary>
    public Remedy Remedy { get; init; }

    /// <summary>Additional lines, such as one for each source that failed.</summary>
    public IReadOnlyList<string> Details { get; init => field = [.. value.Select(OutsideText.Line)]; } = [];
}
