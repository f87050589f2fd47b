namespace FashionRef.Tests.Documentation;

/// <summary>README.md is read before anything else, and stays short enough for it.</summary>
internal sealed class ReadmeTests
{
    private const int MostLines = 150;
    private const int MostLetters = 15_000;

    private static readonly MarkdownFile Readme = MarkdownFile.Read("README.md");

    [Test]
    public void It_has_at_most_150_lines_and_no_long_ones_instead()
    {
        Assert.That(Readme.Lines, Has.Count.LessThanOrEqualTo(MostLines));
        Assert.That(Readme.Lines.Sum(line => line.Length), Is.LessThanOrEqualTo(MostLetters));
    }

    [Test]
    public void Its_index_has_every_document() => Assert.That(
        MarkdownFile.All.Select(file => file.Path).Where(path => path.StartsWith("docs/", StringComparison.Ordinal)).Except(Readme.Links.Select(link => link.Target.Split('#')[0])),
        Is.Empty);
}
