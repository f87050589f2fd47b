using FashionRef.Cli.Commands.Studies.Cluster;
using YamlDotNet.Serialization;

namespace FashionRef.Tests.Cli.Commands.Studies.Cluster;

internal sealed class YamlTextTests
{
    [TestCase("true")]
    [TestCase("yes")]
    [TestCase("on")]
    [TestCase("12")]
    [TestCase("0o7")]
    [TestCase("1e3")]
    [TestCase("null")]
    [TestCase("")]
    [TestCase(" x ")]
    [TestCase("a: b # c")]
    [TestCase("*a")]
    [TestCase("it's \"a\" $(false) 日本")]
    [TestCase("a\nb")]
    [TestCase("a\n\n  b: 'x' \nc\n")]
    [TestCase("  a\nb\n\n")]
    [TestCase("a\tb\r\nc\u0001\u0085")]
    [TestCase("${{ matrix.share }}")]
    public void Text_is_read_as_it_was(string text)
    {
        string yaml = YamlText.Of(YamlText.Map(("before", 1), ("text", text), ("after", YamlText.List(text, true))));

        Dictionary<string, object> read = new DeserializerBuilder().WithAttemptingUnquotedStringTypeDeserialization().Build().Deserialize<Dictionary<string, object>>(yaml);
        Assert.That(read["text"], Is.EqualTo(text), yaml);
        Assert.That(read["after"], Is.EqualTo(new object[] { text, true }), yaml);
        Assert.That(read.Keys, Is.EqualTo(["before", "text", "after"]));
        Assert.That(yaml, Does.EndWith("\n").And.Not.Contain("\r"));
    }

    [Test]
    public void Lines_stay_lines_and_words_of_older_readers_have_quotes() =>
        Assert.That(YamlText.Of(YamlText.Map(("run", "a\nb\n"), ("on", "yes"))), Is.EqualTo("run: |\n  a\n  b\n\"on\": \"yes\"\n"));
}
