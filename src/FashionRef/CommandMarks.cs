#if BUILD_TASKS
namespace FashionRef.Build;
#else
namespace FashionRef;
#endif

/// <summary>
/// Finds, character by character, where text would become a command to a build server: <c>::</c> at the start of a line (GitHub, which
/// ignores white space before it), <c>##[</c> and <c>##name[</c> anywhere (GitHub, Azure Pipelines, TeamCity).
/// </summary>
internal struct CommandMarks
{
    private bool _isInLine;
    private Marks _marks;

    private enum Marks
    {
        None,
        One,
        Two,
        Named,
    }

    /// <summary>Whether this character completes such a command in the text so far; then it must be escaped.</summary>
    /// <param name="character">The text's next character.</param>
    public bool Complete(char character)
    {
        bool isComplete = (character == ':' && !_isInLine) || (character == '[' && _marks >= Marks.Two);
        _marks = character switch
        {
            '#' => _marks is Marks.One or Marks.Two ? Marks.Two : Marks.One,
            _ when char.IsAsciiLetter(character) && _marks >= Marks.Two => Marks.Named,
            _ => Marks.None,
        };
        _isInLine = character != '\n' && (_isInLine || !char.IsWhiteSpace(character));
        return isComplete;
    }
}
