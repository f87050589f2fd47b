namespace FashionRef.Tests;

[Parallelizable(ParallelScope.All)]
internal sealed class GuardedWriterTests
{
    [TestCase("Größe 衣 👟\n  a: b :: c # ## [d]\n", "Größe 衣 👟\n  a: b :: c # ## [d]\n", TestName = "Text stays")]
    [TestCase("\u001b[2J\r\t\u0000\u007f\u009b\u202e\ufeff", @"\u001B[2J\u000D\u0009\u0000\u007F\u009B\u202E\uFEFF", TestName = "What acts is shown")]
    [TestCase("::error::a\n \u00a0::b\n", "\\u003A:error::a\n \u00a0\\u003A:b\n", TestName = "No line is a command to GitHub")]
    [TestCase("a ##[error]b ###[c ##vso[d ##teamcity[e", @"a ##\u005Berror]b ###\u005Bc ##vso\u005Bd ##teamcity\u005Be", TestName = "No line holds a command of other build servers")]
    [TestCase("#a#[b] ##1[c] ##d [e]", "#a#[b] ##1[c] ##d [e]", TestName = "Other brackets stay")]
    public void Nothing_that_a_terminal_or_a_build_server_obeys_comes_through(string text, string shown)
    {
        Assert.That(Written(writer => writer.Write(text)), Is.EqualTo(shown));
        Assert.That(Written(writer => Array.ForEach(text.ToCharArray(), writer.Write)), Is.EqualTo(shown), "in single characters");
    }

    [Test]
    public void Lines_end_with_LF_on_every_system() => Assert.That(Written(writer => writer.WriteLine("a")), Is.EqualTo("a\n"));

    [Test]
    public void Halves_of_pairs_are_shown() => Assert.That(Written(writer => writer.Write("\ud83d!\udc5f")), Is.EqualTo(@"\uD83D!\uDC5F"));

    private static string Written(Action<TextWriter> write)
    {
        using StringWriter below = new();
        using GuardedWriter writer = new(below);
        write(writer);
        return below.ToString();
    }
}
