namespace FashionRef.Formats;

/// <summary>A SHA-256 as text. Case and surrounding white space do not matter.</summary>
internal static class Sha256Text
{
    /// <summary>What a hash must be, for a message.</summary>
    public const string Legal = "a SHA-256: 64 hexadecimal digits";

    private const int Length = 64;

    /// <summary>
    /// The hash as this program writes it: lower-case, without white space around it; text that is not a hash is returned unchanged.
    /// </summary>
    public static string Normal(string text) => Lower(text) is var hash && IsHash(hash) ? hash : text;

    /// <inheritdoc cref="Normal(string)"/>
    public static string? NormalIfThere(string? text) => text is null ? null : Normal(text);

    /// <summary>The hashes by their names, each as <see cref="Normal(string)"/> gives it.</summary>
    public static IReadOnlyDictionary<string, string> Normal(IReadOnlyDictionary<string, string> texts) =>
        texts.ToDictionary(text => text.Key, text => Normal(text.Value));

    /// <summary>Whether it is a hash as this program writes it.</summary>
    public static bool IsHash(string text) => text.Length == Length && text.All(char.IsAsciiHexDigitLower);

    private static string Lower(string text) => text.Trim().ToLowerInvariant();
}
