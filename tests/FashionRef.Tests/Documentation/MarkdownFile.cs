using System.Text.RegularExpressions;

namespace FashionRef.Tests.Documentation;

/// <summary>A Markdown file of the repository, and what of it can be held true by a test.</summary>
internal sealed partial class MarkdownFile
{
    private readonly List<(int Number, string Line)> _prose = [];
    private readonly List<(int Number, string Language, string Text)> _blocks = [];

    private MarkdownFile(string path)
    {
        Path = path;
        Lines = File.ReadAllLines(System.IO.Path.Combine(Repository.Root, path));
        Divide();
    }

    /// <summary>All that people wrote: no output of a build or a run, and no snapshot.</summary>
    public static IReadOnlyList<MarkdownFile> All { get; } =
    [
        .. Directory.EnumerateFiles(Repository.Root, "*.md", SearchOption.AllDirectories)
            .Select(file => System.IO.Path.GetRelativePath(Repository.Root, file).Replace('\\', '/'))
            .Where(file => !Made().IsMatch(file))
            .Order(StringComparer.Ordinal)
            .Select(file => new MarkdownFile(file)),
    ];

    /// <summary>From the repository's root, with slashes.</summary>
    public string Path { get; }

    public IReadOnlyList<string> Lines { get; }

    /// <summary>What a link can name behind <c>#</c>, as GitHub makes it of the headings.</summary>
    public IReadOnlyCollection<string> Anchors
    {
        get
        {
            HashSet<string> anchors = [];
            foreach (string heading in _prose.Select(line => Heading().Match(line.Line)).Where(match => match.Success).Select(match => match.Groups["text"].Value))
            {
                string anchor = NoAnchor().Replace(LinkText().Replace(heading, "${text}").ToLowerInvariant(), "").Replace(' ', '-');
                int copy = 0;
                for (string name = anchor; !anchors.Add(name); name = $"{anchor}-{++copy}")
                {
                }
            }

            return anchors;
        }
    }

    /// <summary>Links and pictures outside code, each with its line's number.</summary>
    public IEnumerable<(int Number, string Text, string Target)> Links => _prose.SelectMany(line => Link().Matches(line.Line)
        .Select(match => (line.Number, match.Groups["text"].Value, match.Groups["target"].Value)));

    /// <summary>What stands between backticks on a line, with the line's number.</summary>
    public IEnumerable<(int Number, string Text)> CodeSpans => _prose.SelectMany(line => CodeSpan().Matches(line.Line)
        .Select(match => (line.Number, match.Groups["code"].Value.Replace(@"\|", "|", StringComparison.Ordinal))));

    /// <summary>The fenced code of a language, with the number of its first line.</summary>
    public IEnumerable<(int Number, string Text)> Blocks(string language) =>
        _blocks.Where(block => block.Language == language).Select(block => (block.Number, block.Text));

    public static MarkdownFile Read(string path) => All.Single(file => file.Path == path);

    public override string ToString() => Path;

    private void Divide()
    {
        int begin = -1;
        for (int i = 0; i < Lines.Count; i++)
        {
            bool isFence = Lines[i].TrimStart().StartsWith("```", StringComparison.Ordinal);
            if (isFence && begin < 0)
            {
                begin = i;
            }
            else if (isFence)
            {
                _blocks.Add((begin + 2, Lines[begin].Trim()[3..], string.Concat(Lines.Take(i).Skip(begin + 1).Select(line => $"{line}\n"))));
                begin = -1;
            }
            else if (begin < 0)
            {
                _prose.Add((i + 1, Lines[i]));
            }
        }

        Assert.That(begin, Is.Negative, $"{Path}: a code block has no end");
    }

    [GeneratedRegex(@"(^|/)(bin|obj|\.git)/|^artifacts/|\.(verified|received)\.md$")]
    private static partial Regex Made();

    [GeneratedRegex("^#{1,6} (?<text>.+)$")]
    private static partial Regex Heading();

    [GeneratedRegex(@"\[(?<text>[^\]]*)\]\([^)]*\)")]
    private static partial Regex LinkText();

    [GeneratedRegex(@"[^\w\- ]")]
    private static partial Regex NoAnchor();

    [GeneratedRegex(@"\[(?<text>[^\[\]]*)\]\((?<target>[^)\s]+)\)|<img [^>]*src=""(?<target>[^""]+)""")]
    private static partial Regex Link();

    [GeneratedRegex("(?<!`)`(?<code>[^`]+)`(?!`)")]
    private static partial Regex CodeSpan();
}
