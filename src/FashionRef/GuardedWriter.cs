using System.Globalization;
using System.Text;

namespace FashionRef;

/// <summary>
/// The last filter for all text output: no control character but LF and no build server's command (<see cref="CommandMarks"/>) reaches
/// the writer below, wherever it came from. Such characters are shown as their codes.
/// </summary>
public sealed class GuardedWriter : TextWriter
{
    private readonly TextWriter _below;
    private CommandMarks _marks;
    private char? _firstHalf;

    /// <param name="below">Where the text goes.</param>
    public GuardedWriter(TextWriter below)
        : base(CultureInfo.InvariantCulture)
    {
        _below = below;
        CoreNewLine = ['\n'];
    }

    /// <inheritdoc/>
    public override Encoding Encoding => _below.Encoding;

    /// <inheritdoc/>
    public override void Write(char value) => Write([value]);

    /// <inheritdoc/>
    public override void Write(char[] buffer, int index, int count) => Write(buffer.AsSpan(index, count));

    /// <inheritdoc/>
    public override void Write(string? value) => Write(value.AsSpan());

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<char> buffer)
    {
        StringBuilder shown = new(buffer.Length);
        foreach (char character in buffer)
        {
            Append(shown, character);
        }

        _below.Write(shown.ToString());
    }

    /// <inheritdoc/>
    public override void Flush() => _below.Flush();

    private void Append(StringBuilder shown, char character)
    {
        if (_firstHalf is { } first)
        {
            _firstHalf = null;
            if (char.IsLowSurrogate(character) && OutsideText.IsSeen(new Rune(first, character)))
            {
                shown.Append(first).Append(character);
                return;
            }

            OutsideText.AppendCode(shown, first);
        }

        bool isCommand = _marks.Complete(character);
        if (char.IsHighSurrogate(character))
        {
            _firstHalf = character;
        }
        else if (character == '\n' || (!isCommand && Rune.TryCreate(character, out Rune rune) && OutsideText.IsSeen(rune)))
        {
            shown.Append(character);
        }
        else
        {
            OutsideText.AppendCode(shown, character);
        }
    }
}
