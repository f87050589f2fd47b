using System.Text;

namespace FashionRef.Gate.Outputs;

/// <summary>Text for Markdown that stays what it is: GitHub's Markdown has marks for tables, code, links, mathematics and HTML.</summary>
internal static class MarkdownText
{
    private const string Marks = @"\`*_[]|~#$";

    /// <summary>The text on one line, without a mark that Markdown would read.</summary>
    public static string Of(string text)
    {
        StringBuilder escaped = new(text.Length);
        foreach (char character in OutsideText.Line(text))
        {
            _ = character switch
            {
                '<' => escaped.Append("&lt;"),
                '>' => escaped.Append("&gt;"),
                '&' => escaped.Append("&amp;"),
                _ when Marks.Contains(character) => escaped.Append('\\').Append(character),
                _ => escaped.Append(character),
            };
        }

        return escaped.ToString();
    }
}
