namespace FashionRef.Data.Sources;

/// <summary>How a program ended.</summary>
/// <param name="Ended">Whether it ran and ended by itself.</param>
/// <param name="Fault">Null when it ended with 0, else why not, in one line, without a full stop.</param>
/// <param name="Warning">The most telling warning it gave, or null.</param>
internal readonly record struct ChildResult(bool Ended, string? Fault, string? Warning = null);
