namespace FashionRef.Tests.Formats.TensorBoard;

/// <summary>One event of a file, as <see cref="EventReader"/> found it.</summary>
/// <param name="WallTime">Seconds since 1970.</param>
/// <param name="Step">0 where the bytes name none.</param>
/// <param name="FileVersion">Null where there is none.</param>
/// <param name="Scalars">By their names.</param>
internal sealed record ReadEvent(double WallTime, long Step, string? FileVersion, IReadOnlyDictionary<string, float> Scalars);
