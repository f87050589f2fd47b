using System.Text;
using FashionRef.Files;
using static System.FormattableString;

namespace FashionRef.Cli.Output;

/// <summary>
/// The part of a Markdown file that a command writes, between two comments that name it. What people write around it stays, and a file can
/// have the blocks of several commands.
/// </summary>
internal sealed class MarkdownBlock
{
    private const int MostBytes = 16 * 1024 * 1024;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly string _name;
    private readonly string _path;
    private readonly (string Before, string After)? _around;

    private MarkdownBlock(string path, string name, (string Before, string After)? around) => (_path, _name, _around) = (path, name, around);

    /// <summary>The place for a block in a file, which need not exist yet. Nothing is written.</summary>
    /// <param name="path">The file. A device, a pipe and the program's own output are no text to write into: they get a whole page.</param>
    /// <param name="option">The option that names the file, for messages.</param>
    /// <param name="name">The block's name.</param>
    /// <exception cref="FashionRefException">The file exists and has no such place, or several, or cannot be read (bad request).</exception>
    public static MarkdownBlock In(string path, string option, string name)
    {
        string text = IsText(path) ? Read(path, option) : "";
        return new MarkdownBlock(path, name, string.IsNullOrWhiteSpace(text) ? null : Around(text, $"{option} '{path}'", name));
    }

    /// <summary>Writes the block, and nothing else where the file exists; else a page with a heading and the block.</summary>
    /// <param name="heading">The heading of a new page.</param>
    /// <param name="body">What the block holds, ended by LF.</param>
    /// <exception cref="FashionRefException">The file cannot be written (machine cannot).</exception>
    public void Write(string heading, string body)
    {
        (string before, string after) = _around ?? ($"# {heading}\n\n", "");
        AtomicFile.WriteText(_path, $"{before}{Begin(_name)}\n{body}{End(_name)}\n{after}");
    }

    private static string Begin(string name) => $"<!-- {name}: begin -->";

    private static string End(string name) => $"<!-- {name}: end -->";

    private static bool IsText(string path) => FileFacts.Of(path) is { } facts ? facts.IsRegular && StandardStreams.GoingTo(facts) is null : File.Exists(path);

    private static string Read(string path, string option)
    {
        try
        {
            return Strict.GetString(InputFile.ReadAllBytes(path, "page", MostBytes, "Name another file."));
        }
        catch (DecoderFallbackException exception)
        {
            throw new FashionRefException(FaultKind.BadRequest, $"{option} '{path}' exists and is no text in UTF-8. Name another file.", exception);
        }
    }

    private static (string Before, string After) Around(string text, string file, string name)
    {
        (int Start, int End)[] begins = [.. Lines(text, Begin(name))];
        (int Start, int End)[] ends = [.. Lines(text, End(name))];
        return (begins, ends) switch
        {
            ([], []) => throw Refusal($"has no place for the block '{name}'", $"Put these two lines where it is to stand: {Begin(name)} and {End(name)}."),
            ([var begin], [var end]) when begin.Start < end.Start => (text[..begin.Start], text[end.End..]),
            _ => throw Refusal(
                Invariant($"has the line {Begin(name)} {begins.Length} times and {End(name)} {ends.Length} times, or in the wrong order"),
                "Each must be there once, first the one, then the other."),
        };

        FashionRefException Refusal(string fault, string advice) => new(FaultKind.BadRequest, $"{file} exists and {fault}. {advice} Or name a new file.");
    }

    // Each line that is the mark alone, up to behind its end.
    private static IEnumerable<(int Start, int End)> Lines(string text, string mark)
    {
        for (int start = 0, end; start < text.Length; start = end)
        {
            int feed = text.IndexOf('\n', start);
            end = feed < 0 ? text.Length : feed + 1;
            if (text.AsSpan(start, end - start).Trim().SequenceEqual(mark))
            {
                yield return (start, end);
            }
        }
    }
}
