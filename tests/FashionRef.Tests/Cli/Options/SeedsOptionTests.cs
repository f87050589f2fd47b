using System.CommandLine;
using FashionRef.Cli.Options;

namespace FashionRef.Tests.Cli.Options;

internal sealed class SeedsOptionTests
{
    [TestCase("1..5", 1, 2, 3, 4, 5)]
    [TestCase("0..0", 0)]
    [TestCase("7", 7)]
    [TestCase("65535", 65_535)]
    [TestCase("3,1,7", 3, 1, 7)]
    public void Ranges_and_lists_are_read(string text, params int[] seeds)
    {
        (Option<int[]?> option, ParseResult parse) = Parse(text);

        Assert.That(parse.Errors, Is.Empty);
        Assert.That(parse.GetValue(option), Is.EqualTo(seeds));
    }

    [TestCase("")]
    [TestCase("x")]
    [TestCase("-1")]
    [TestCase("1.5")]
    [TestCase("65536")]
    [TestCase("1,1")]
    [TestCase("1,")]
    [TestCase(" 1")]
    [TestCase("5..1")]
    [TestCase("1..")]
    [TestCase("..5")]
    [TestCase("1..2..3")]
    [TestCase("1..2,4")]
    [TestCase("1..21")]
    [TestCase("0..99999999999")]
    public void Nonsense_is_told_with_what_is_legal(string text) => Assert.That(
        Parse(text).Parse.Errors.Single().Message,
        Is.EqualTo($"--seeds '{text}' is not 1 to 20 different whole numbers from 0 to 65535, written as 1..5 or 1,3,7."));

    [Test]
    public void Fewer_than_are_needed_are_refused()
    {
        Option<int[]?> option = SeedsOption.Create("", most: 20, fewest: 10);

        Assert.That(
            new RootCommand { option }.Parse(["--seeds", "1..9"]).Errors.Single().Message,
            Is.EqualTo("--seeds '1..9' is not 10 to 20 different whole numbers from 0 to 65535, written as 1..5 or 1,3,7."));
    }

    private static (Option<int[]?> Option, ParseResult Parse) Parse(string text)
    {
        Option<int[]?> option = SeedsOption.Create("", most: 20);
        return (option, new RootCommand { option }.Parse(["--seeds", text]));
    }
}
