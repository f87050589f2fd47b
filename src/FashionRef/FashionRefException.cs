namespace FashionRef;

/// <summary>
/// A failure that is the user's or the machine's, not a defect of this program: it is told without a stack trace. What its message
/// quotes may come from outside, so the message stays on its line (<see cref="OutsideText.Line"/>).
/// </summary>
/// <param name="kind">Whose fault it is.</param>
/// <param name="message">What was wrong, the offending value, what is legal, and what to do, on one line.</param>
/// <param name="innerException">The cause.</param>
public sealed class FashionRefException(FaultKind kind, string message, Exception? innerException = null)
    : Exception(OutsideText.Line(message), innerException)
{
    /// <summary>Whose fault it is.</summary>
    public FaultKind Kind { get; } = kind;

    /// <summary>What to do, where each caller has its own way to it.</summary>
    public Remedy Remedy { get; init; }

    /// <summary>What there is to add in lines of their own, such as each of several sources that failed.</summary>
    public IReadOnlyList<string> Details { get; init => field = [.. value.Select(OutsideText.Line)]; } = [];
}
