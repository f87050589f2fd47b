using System.Diagnostics;
using FashionRef.Cli.Commands.Studies.Cluster;

namespace FashionRef.Tests.Cli.Commands.Studies.Cluster;

internal sealed class ShellTextTests
{
    [TestCase("plain", "plain")]
    [TestCase("/a-b/c_1.json:@%+,", "/a-b/c_1.json:@%+,")]
    [TestCase("", "''")]
    [TestCase("it's", @"'it'\''s'")]
    [TestCase("A=b", "'A=b'")]
    [TestCase("~", "'~'")]
    public void A_word_has_quotes_where_a_shell_would_interpret_it(string text, string word) => Assert.That(ShellText.Word(text), Is.EqualTo(word));

    [Test]
    [Platform("Linux,MacOsX")]
    public async Task A_shell_reads_every_word_as_it_was()
    {
        string[] words = ["plain", "", " a  b ", "it's", "'", "''", "\"$HOME\"", "$(false)", "`false`", @"\", @"a\'b", "~", "*", "#x", "-n", "a\nb", "é ü 日本", "a;b&c|d>e", "!x", "{}", "%a", "A=b"];

        ProgramEnd end = await TestProcess.RunAsync(new ProcessStartInfo("sh", ["-c", $"set -- {ShellText.Command(words)}\nfor word in \"$@\"; do printf '<%s>' \"$word\"; done"]));

        Assert.That((end.ExitCode, end.Error), Is.EqualTo((0, "")));
        Assert.That(end.Output, Is.EqualTo(string.Concat(words.Select(word => $"<{word}>"))));
    }
}
