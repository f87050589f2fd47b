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
        Is.EqualTo($"--seeds '{text}' is neither auto nor 1 to 20 different whole numbers from 0 to 65535, written as 1..5 or 1,3,7."));

    [Test]
    public void Auto_is_its_own_seeds_and_is_known_from_them()
    {
        (Option<int[]?> option, ParseResult parse) = Parse("auto");

        Assert.That((parse.GetValue(option), SeedsOption.IsAuto(parse, option)), Is.EqualTo((new[] { 1, 2 }, true)));
        Assert.That(SeedsOption.IsAuto(Parse("1,2").Parse, option), Is.False);
    }

    private static (Option<int[]?> Option, ParseResult Parse) Parse(string text)
    {
        Option<int[]?> option = SeedsOption.Create("", most: 20, automatic: [1, 2]);
        return (option, new RootCommand { option }.Parse(["--seeds", text]));
    }
}
