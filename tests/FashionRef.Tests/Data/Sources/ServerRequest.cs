namespace FashionRef.Tests.Data.Sources;

/// <summary>What a client asked the test server for.</summary>
/// <param name="FileName">The last part of the path.</param>
/// <param name="RangeStart">The first byte wanted, or null.</param>
/// <param name="IfRange">The version that the range must belong to, or null.</param>
internal sealed record ServerRequest(string FileName, long? RangeStart, string? IfRange);
