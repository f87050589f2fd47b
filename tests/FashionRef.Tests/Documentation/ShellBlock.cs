using System.Text.RegularExpressions;

namespace FashionRef.Tests.Documentation;

/// <summary>Reads lines of a shell as documents show them: words, quotes, comments, and one command after the other.</summary>
internal static partial class ShellBlock
{
    /// <summary>The words of each command, without comments and without variables that are set before it.</summary>
    /// <param name="text">Lines of a shell.</param>
    public static IEnumerable<string[]> Commands(string text)
    {
        List<string> words = [];
        foreach (Match token in Token().Matches(text.Replace("\\\n", " ", StringComparison.Ordinal)))
        {
            if (token.Groups["word"] is { Success: true } word)
            {
                if (words.Count > 0 || !Variable().IsMatch(word.Value))
                {
                    words.Add(Quotes().Replace(word.Value, "$1$2"));
                }
            }
            else if (token.Groups["end"].Success && words.Count > 0)
            {
                yield return [.. words];
                words.Clear();
            }
        }

        if (words.Count > 0)
        {
            yield return [.. words];
        }
    }

    [GeneratedRegex("""(?<comment>(?<!\S)#[^\n]*)|(?<end>[&|;\n]+)|(?<word>("[^"]*"|'[^']*'|[^\s"'&|;])+)""")]
    private static partial Regex Token();

    [GeneratedRegex("""^[A-Za-z_]\w*=""")]
    private static partial Regex Variable();

    [GeneratedRegex(""""([^"]*)"|'([^']*)'"""")]
    private static partial Regex Quotes();
}
