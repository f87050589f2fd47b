namespace FashionRef.Cli.Output;

/// <summary>A line of a terminal that is written again and again; elsewhere nothing is written.</summary>
/// <param name="output">The raw terminal: text from outside must never be shown.</param>
/// <param name="isTerminal">Whether a line can be written again.</param>
internal sealed class LiveLine(TextWriter output, bool isTerminal)
{
    private const string BackToLineStart = "\r\e[K";

    // A line that wraps cannot be drawn again: a narrow terminal cuts it off instead.
    private const string WrapOff = "\e[?7l";
    private const string WrapOn = "\e[?7h";

    /// <summary>Shows a text in the place of the one before.</summary>
    public void Show(string text) => Write(BackToLineStart + WrapOff + text + WrapOn);

    /// <summary>Removes the text, so that another line can be written in its place.</summary>
    public void Clear() => Write(BackToLineStart);

    private void Write(string text)
    {
        if (isTerminal)
        {
            output.Write(text);
            output.Flush();
        }
    }
}
