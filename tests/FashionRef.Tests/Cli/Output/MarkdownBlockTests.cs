using System.Text;
using FashionRef.Cli.Output;

namespace FashionRef.Tests.Cli.Output;

/// <summary>A command's part of a page that people write.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
[Parallelizable(ParallelScope.All)]
internal sealed class MarkdownBlockTests : IDisposable
{
    private const string Begin = "<!-- study one: begin -->";
    private const string End = "<!-- study one: end -->";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private string Page => _folder["page.md"];

    [TestCase(null)]
    [TestCase("")]
    [TestCase("\n")]
    public void A_new_or_empty_file_gets_a_heading_and_the_block(string? content)
    {
        if (content is not null)
        {
            File.WriteAllText(Page, content);
        }

        Write("Found.\n");

        Assert.That(File.ReadAllBytes(Page), Is.EqualTo(Encoding.UTF8.GetBytes($"# one\n\n{Begin}\nFound.\n{End}\n")));
    }

    [Test]
    public void Only_the_block_changes_whatever_stands_around_it()
    {
        string around = $"\ufeff# Größe\r\n\r\nMine.\r\n{{0}}Between.\n\n<!-- study two: begin -->\nOther.\n<!-- study two: end -->\nno end of line";
        File.WriteAllBytes(Page, Encoding.UTF8.GetBytes(string.Format(null, around, $"  {Begin}\r\nOld.\r\n{End}\r\n")));

        Write("New – ∞.\n");
        Write("New – ∞.\n");

        Assert.That(File.ReadAllBytes(Page), Is.EqualTo(Encoding.UTF8.GetBytes(string.Format(null, around, $"{Begin}\nNew – ∞.\n{End}\n"))));
    }

    [Test]
    public void A_block_at_the_very_end_may_lack_the_lines_end()
    {
        File.WriteAllText(Page, $"Mine.\n{Begin}\n{End}");

        Write("Found.\n");

        Assert.That(File.ReadAllText(Page), Is.EqualTo($"Mine.\n{Begin}\nFound.\n{End}\n"));
    }

    [TestCase("Mine.", $"has no place for the block 'study one'. Put these two lines where it is to stand: {Begin} and {End}. Or name a new file.")]
    [TestCase($"In a sentence {Begin} and {End} are no lines.", "has no place for the block")]
    [TestCase("<!-- study one.b: begin -->\n<!-- study one.b: end -->", "has no place for the block")]
    [TestCase($"{Begin}\n", "1 times and <!-- study one: end --> 0 times")]
    [TestCase($"{End}\n{Begin}\n", "or in the wrong order. Each must be there once, first the one, then the other.")]
    [TestCase($"{Begin}\n{End}\n{Begin}\n{End}\n", "2 times and <!-- study one: end --> 2 times")]
    public void A_file_without_one_place_for_it_is_refused_and_stays(string content, string told)
    {
        File.WriteAllText(Page, content);

        FashionRefException error = Assert.Throws<FashionRefException>(() => Write("Found.\n"))!;

        Assert.That(error.Kind, Is.EqualTo(FaultKind.BadRequest));
        Assert.That(error.Message, Does.StartWith($"--markdown '{Page}' exists and has ").And.Contain(told));
        Assert.That(File.ReadAllText(Page), Is.EqualTo(content));
    }

    [Test]
    public void Bytes_that_are_no_text_are_refused()
    {
        File.WriteAllBytes(Page, [0xff, 0xfe, 0x00]);

        Assert.That(() => Write("Found.\n"), Throws.InstanceOf<FashionRefException>().With.Message.EqualTo($"--markdown '{Page}' exists and is no text in UTF-8. Name another file."));
    }

    [Test]
    [Platform("Linux")]
    public void A_device_is_written_and_not_read() => Assert.That(() => MarkdownBlock.In("/dev/null", "--markdown", "study one").Write("one", "Found.\n"), Throws.Nothing);

    private void Write(string body) => MarkdownBlock.In(Page, "--markdown", "study one").Write("one", body);
}
