using System.Text;

namespace FashionRef;

/// <summary>Escapes text for GitHub's Markdown, which has marks for tables, code, links, mathematics and HTML.</summary>
public static class MarkdownText
{
    private const string Marks = @"\`*_[]|~#$";

    /// <summary>The text on one line, with all marks escaped.</summary>
    /// <param name="text">Text of any origin.</param>
    public static string Of(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
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
