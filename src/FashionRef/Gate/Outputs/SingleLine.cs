using System.Text;

namespace FashionRef.Gate.Outputs;

/// <summary>Text that must stay on its line: figures and reasons may quote files, and a file may hold anything.</summary>
internal static class SingleLine
{
    /// <summary>The text with each run of white space and control characters, an escape sequence's first among them, as one space.</summary>
    public static string Of(string text)
    {
        StringBuilder line = new(text.Length);
        foreach (char character in text)
        {
            if (!char.IsWhiteSpace(character) && !char.IsControl(character))
            {
                line.Append(character);
            }
            else if (line.Length > 0 && line[^1] != ' ')
            {
                line.Append(' ');
            }
        }

        return line.ToString().TrimEnd();
    }
}
