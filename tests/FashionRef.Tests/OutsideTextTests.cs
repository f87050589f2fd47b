namespace FashionRef.Tests;

[Parallelizable(ParallelScope.All)]
internal sealed class OutsideTextTests
{
    [TestCase("a  b", "a  b", TestName = "Spaces stay")]
    [TestCase("Größe 衣 👟", "Größe 衣 👟", TestName = "Letters of any script and pairs stay")]
    [TestCase("a\r\n::error::b\t\u0085\u2028c\n", "a ::error::b c", TestName = "Line ends and tabs are a space")]
    [TestCase("\u001b[2J\u0007\u0000\u007f\u009b", @"\u001B[2J\u0007\u0000\u007F\u009B", TestName = "Control characters are shown")]
    [TestCase("\u202egnp\u2066\u200b\ufeff", @"\u202Egnp\u2066\u200B\uFEFF", TestName = "Marks of direction and width are shown")]
    [TestCase(" ::error::a ::b", @" \u003A:error::a ::b", TestName = "No line is a command to GitHub")]
    [TestCase("a ##[b]", @"a ##\u005Bb]", TestName = "No line holds a command to another build server")]
    public void Text_from_outside_stays_on_its_line_and_does_nothing(string text, string shown) =>
        Assert.That(OutsideText.Line(text), Is.EqualTo(shown));

    // Not as a test case: metadata cannot hold half of a pair.
    [Test]
    public void Half_of_a_pair_is_shown() => Assert.That(OutsideText.Line("\ud83d!"), Is.EqualTo(@"\uD83D!"));

    [Test]
    public void Of_a_very_long_text_the_begin_is_shown() =>
        Assert.That(OutsideText.Line(new string('a', 1_000_000)), Is.EqualTo($"{new string('a', 4000)}…"));

    [Test]
    public void No_failure_speaks_to_the_terminal_or_the_build_server()
    {
        FashionRefException failure = new(FaultKind.BadRequest, "'a\n::error::b' is \u001b[31mwrong.") { Details = ["  c\r::stop-commands::x"] };

        Assert.That(failure.Message, Is.EqualTo(@"'a ::error::b' is \u001B[31mwrong."));
        Assert.That(failure.Details, Is.EqualTo(new[] { "  c ::stop-commands::x" }));
    }
}
