namespace FashionRef.Build;

/// <summary>An expected failure of a build task, reported as a coded error without a stack trace.</summary>
/// <param name="code">One of <see cref="ErrorCode"/>.</param>
/// <param name="message">What was wrong, the offending value, what is legal, and what to do.</param>
internal sealed class BuildTaskException(string code, string message) : Exception(message)
{
    /// <summary>One of <see cref="ErrorCode"/>.</summary>
    public string Code { get; } = code;
}
