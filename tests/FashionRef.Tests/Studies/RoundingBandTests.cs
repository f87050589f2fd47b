using FashionRef.Studies;

namespace FashionRef.Tests.Studies;

internal sealed class RoundingBandTests
{
    // 5.7 standard deviations: t of 11 degrees of freedom for one in 10,000, to both sides.
    [Test]
    public void Rounding_explains_some_standard_deviations_of_its_pairs([Values(1, 2)] int model)
    {
        PlannedRun run = Run($$"""{ "model": {{model}}, "engine": "torch", "threads": 2, "jitter": 3 }""");

        Assert.That(RoundingBand.Of(run), Is.InRange(5.5 * 0.0026, 6 * 0.0026));
    }

    [TestCase("""{ "epochs": 9 }""")]
    [TestCase("""{ "learning_rate": 0.003 }""")]
    [TestCase("""{ "batch_size": 64 }""")]
    [TestCase("""{ "shuffle": "repeated" }""")]
    public void Of_other_settings_than_the_notebooks_it_is_not_known(string settings) => Assert.That(RoundingBand.Of(Run(settings)), Is.Null);

    private static PlannedRun Run(string settings) =>
        StudyTexts.Plan($$"""{ "format": "fashionref-study-1", "name": "one", "question": "Which?", "experiments": [{ "name": "plain", "settings": {{settings}} }], "seeds": "1..2" }""").Runs[0];
}
