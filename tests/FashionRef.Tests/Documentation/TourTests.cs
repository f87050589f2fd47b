namespace FashionRef.Tests.Documentation;

/// <summary>docs/tour.md shows the house as it is. That its links lead to what they name, <see cref="LinkTests"/> holds.</summary>
internal sealed class TourTests
{
    private static readonly MarkdownFile Tour = MarkdownFile.Read("docs/tour.md");

    private static IEnumerable<string> Folders => Directory.GetDirectories(Path.Combine(Repository.Root, "src"))
        .Select(folder => $"src/{Path.GetFileName(folder)}/")
        .Concat(Directory.GetDirectories(Path.Combine(Repository.Root, "src", "FashionRef")).Select(folder => Path.GetFileName(folder)!).Where(name => name is not ("bin" or "obj")));

    [Test]
    public void It_names_every_project_and_every_folder_of_the_library() => Assert.That(Folders.Except(Tour.CodeSpans.Select(span => span.Text)), Is.Empty);

    // Each step leads somewhere.
    [Test]
    public void Every_step_has_a_link()
    {
        int[] linked = [.. Tour.Links.Select(link => link.Number)];

        Assert.That(Tour.Lines.Index().Where(line => line.Item.StartsWith("1. ", StringComparison.Ordinal)).Count(), Is.EqualTo(3), "ways");
        Assert.That(Tour.Lines.Index().Where(line => line.Item is [>= '1' and <= '9', '.', ..] && !linked.Contains(line.Index + 1)).Select(line => line.Item), Is.Empty);
    }
}
