namespace FashionRef.Build;

/// <summary>A failure that a build task expects: it is told as a coded error, without a stack trace.</summary>
/// <param name="code">One of <see cref="ErrorCode"/>.</param>
/// <param name="message">What was wrong, the offending value, what is legal, and what to do.</param>
internal sealed class BuildTaskException(string code, string message) : Exception(message)
{
    /// <summary>One of <see cref="ErrorCode"/>.</summary>
    public string Code { get; } = code;
}
