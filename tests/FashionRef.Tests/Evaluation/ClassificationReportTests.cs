using System.Text.Json.Nodes;
using FashionRef.Evaluation;

namespace FashionRef.Tests.Evaluation;

internal sealed class ClassificationReportTests
{
    private static readonly JsonObject Reference = JsonNode.Parse(
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "TestData", "sklearn-report.json")))!["cases"]!.AsObject();

    private static IEnumerable<string> Cases => Reference.Select(entry => entry.Key);

    [Test]
    public void All_six_cases_are_there() => Assert.That(Cases.Count(), Is.EqualTo(6));

    [TestCaseSource(nameof(Cases))]
    public void It_is_scikit_learns_character_for_character(string name)
    {
        JsonNode reference = Reference[name]!;

        string report = ClassificationReport.Format(Matrix(reference));

        Assert.That(report, Is.EqualTo((string?)reference["text"]));
    }

    // The case with given answers has labels 0, 1 and 3; the others have a matrix over all labels.
    private static ConfusionMatrix Matrix(JsonNode reference)
    {
        List<byte> actual = [];
        List<int> predicted = [];
        if (reference["actual"] is JsonArray labels)
        {
            actual.AddRange(labels.GetValues<byte>());
            predicted.AddRange(reference["predicted"]!.AsArray().GetValues<int>());
            return new ConfusionMatrix(actual.ToArray(), predicted.ToArray(), 10);
        }

        foreach ((int row, JsonNode? counts) in reference["matrix"]!.AsArray().Index())
        {
            foreach ((int column, int count) in counts!.AsArray().GetValues<int>().Index())
            {
                actual.AddRange(Enumerable.Repeat((byte)row, count));
                predicted.AddRange(Enumerable.Repeat(column, count));
            }
        }

        return new ConfusionMatrix(actual.ToArray(), predicted.ToArray(), 10);
    }
}
