using System.Buffers;

namespace VerifyTests;

/// <summary>Makes a text fit into a file name of any operating system.</summary>
internal static class FileNameText
{
    // Control characters up to U+001F are the others that Windows refuses.
    private static readonly SearchValues<char> Illegal =
        SearchValues.Create([.. "\"\\<>|:*?/", .. Enumerable.Range(0, 0x20).Select(code => (char)code)]);

    /// <summary>The text with <c>-</c> for every character that some file system refuses.</summary>
    public static string Clean(string text) => string.Create(text.Length, text, static (cleaned, source) =>
    {
        for (int i = 0; i < source.Length; i++)
        {
            cleaned[i] = Illegal.Contains(source[i]) ? '-' : source[i];
        }
    });
}
