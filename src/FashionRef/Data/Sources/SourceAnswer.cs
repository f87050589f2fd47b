namespace FashionRef.Data.Sources;

/// <summary>What a source says when it is asked for a file.</summary>
/// <param name="Reason">Why it cannot serve the file; null when it did.</param>
/// <param name="AskAgain">Whether it may serve another file.</param>
internal readonly record struct SourceAnswer(string? Reason, bool AskAgain)
{
    /// <summary>The file is verified and in the cache.</summary>
    public static SourceAnswer Served { get; } = new(null, AskAgain: true);

    /// <summary>This file is not available there; others may be.</summary>
    public static SourceAnswer Lacks(string reason) => new(reason, AskAgain: true);

    /// <summary>Nothing is available there.</summary>
    public static SourceAnswer Unusable(string reason) => new(reason, AskAgain: false);
}
