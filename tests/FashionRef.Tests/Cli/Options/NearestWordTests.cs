using FashionRef.Cli.Options;

namespace FashionRef.Tests.Cli.Options;

internal sealed class NearestWordTests
{
    private static readonly string[] Legal = ["--model", "--seed", "--seeds", "--epochs", "--batch-size", "--learning-rate"];

    [TestCase("--epoch", "--epochs")]
    [TestCase("--epcohs", "--epochs")]
    [TestCase("--sede", "--seed")]
    [TestCase("--batchsize", "--batch-size")]
    [TestCase("--learning_rate", "--learning-rate")]
    public void A_mistyped_word_is_found(string typed, string meant) => Assert.That(NearestWord.Find(typed, Legal), Is.EqualTo(meant));

    [TestCase("--lr")]
    [TestCase("--optimizer")]
    [TestCase("")]
    public void A_word_that_is_far_from_all_finds_nothing(string typed) => Assert.That(NearestWord.Find(typed, Legal), Is.Null);

    [TestCase("", "abc", 3)]
    [TestCase("abc", "abc", 0)]
    [TestCase("ab", "ba", 1)]
    [TestCase("kitten", "sitting", 3)]
    [TestCase("ca", "abc", 3, Description = "The restricted distance: no letter is touched twice.")]
    public void Mistakes_are_counted(string typed, string meant, int mistakes) =>
        Assert.That(NearestWord.Mistakes(typed, meant), Is.EqualTo(mistakes));
}
