using System.CommandLine;
using FashionRef.Cli.Commands.Train;
using FashionRef.Cli.Options;
using FashionRef.Engines;
using FashionRef.Training;
using FashionRef.Training.Runs;

namespace FashionRef.Tests.Cli.Commands.Train;

internal sealed class TrainOptionsTests
{
    private const string LegalLosses = "one of logits, probabilities, for a model file one of CategoricalCrossentropy, SparseCategoricalCrossentropy, BinaryCrossentropy, MeanSquaredError, MeanAbsoluteError, Huber, KLDivergence";

    [Test]
    public void The_defaults_are_the_notebooks()
    {
        (TrainOptions options, ParseResult parse) = Parse();

        Assert.That(
            options.Settings(parse, 1),
            Is.EqualTo(new RunSettings(1, KnownEngines.Default, Seed: 1, Epochs: 10, BatchSize: 128, LearningRate: 0.01, Environment.ProcessorCount, CrossEntropy.OfLogits, Shuffle.Anew)));
        Assert.That(ModelOption.Numbers(parse.GetRequiredValue(options.Model)), Is.EqualTo(new[] { 1, 2 }));
        Assert.That(parse.GetValue(options.Resume), Is.False);
        Assert.That(parse.GetValue(options.TensorBoard), Is.Null);
        Assert.That(parse.GetValue(options.Artifacts), Is.EqualTo("artifacts"));
    }

    [Test]
    public void Every_setting_can_be_chosen_up_to_its_bounds()
    {
        (TrainOptions options, ParseResult parse) = Parse(
            "--seed", "65535", "--epochs", "32767", "--batch-size", "60000", "--learning-rate", "1e-3", "--threads", "1024",
            "--loss", "probabilities", "--shuffle", "repeated", "--engine", "exact");

        Assert.That(parse.Errors, Is.Empty);
        Assert.That(
            options.Settings(parse, 2),
            Is.EqualTo(new RunSettings(2, "exact", 65_535, 32_767, 60_000, 0.001, 1024, CrossEntropy.OfClippedProbabilities, Shuffle.Repeated)));
    }

    [TestCase("--seed", "-1", "a whole number from 0 to 65535")]
    [TestCase("--seed", "65536", "a whole number from 0 to 65535")]
    [TestCase("--seed", "1.0", "a whole number from 0 to 65535")]
    [TestCase("--epochs", "0", "a whole number from 1 to 32767")]
    [TestCase("--epochs", "32768", "a whole number from 1 to 32767")]
    [TestCase("--epochs", "99999999999", "a whole number from 1 to 32767")]
    [TestCase("--epochs", "ten", "a whole number from 1 to 32767")]
    [TestCase("--epochs", "", "a whole number from 1 to 32767")]
    [TestCase("--batch-size", "60001", "a whole number from 1 to 60000")]
    [TestCase("--threads", "0", "a whole number from 1 to 1024")]
    [TestCase("--learning-rate", "0", "a number above 0, with a point before decimals")]
    [TestCase("--learning-rate", "1,5", "a number above 0, with a point before decimals")]
    [TestCase("--learning-rate", "NaN", "a number above 0, with a point before decimals")]
    [TestCase("--learning-rate", "1e999", "a number above 0, with a point before decimals")]
    [TestCase("--loss", "Logits", LegalLosses)]
    [TestCase("--loss", "", LegalLosses)]
    [TestCase("--shuffle", "Anew", "one of anew, repeated")]
    [TestCase("--shuffle", "once", "one of anew, repeated")]
    [TestCase("--engine", "Torch", "one of torch, exact")]
    [TestCase("--engine", "", "one of torch, exact")]
    [TestCase("--artifacts", "", "a folder's path")]
    [TestCase("--tensorboard", " ", "a folder's path")]
    public void A_wrong_value_is_told_with_what_is_legal(string option, string value, string legal)
    {
        (_, ParseResult parse) = Parse(option, value);

        Assert.That(parse.Errors.Select(error => error.Message), Is.EqualTo(new[] { $"{option} '{value}' is not {legal}." }));
    }

    [TestCase("1", new[] { 1 })]
    [TestCase("2", new[] { 2 })]
    [TestCase("all", new[] { 1, 2 })]
    public void A_model_is_named_by_its_number(string value, int[] expected) =>
        Assert.That(ModelOption.Numbers(value), Is.EqualTo(expected));

    private static (TrainOptions Options, ParseResult Parse) Parse(params string[] arguments)
    {
        TrainOptions options = new();
        RootCommand command = new();
        foreach (Option option in options.All)
        {
            command.Add(option);
        }

        return (options, command.Parse(arguments));
    }
}
