namespace FashionRef.Gate.Checks;

/// <summary>A SHA-256 for a table.</summary>
internal static class ShortHash
{
    private const int Digits = 12;

    /// <summary>The first digits, or that there is none.</summary>
    public static string Of(string? sha256) => sha256 is null ? "no hash" : $"{sha256.AsSpan(0, Math.Min(Digits, sha256.Length))}…";
}
