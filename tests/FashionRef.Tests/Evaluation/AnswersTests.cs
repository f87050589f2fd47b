using FashionRef.Evaluation;
using FashionRef.Tests.Gate;

namespace FashionRef.Tests.Evaluation;

internal sealed class AnswersTests
{
    private static readonly string Right = GateRuns.Predictions(8555);

    [Test]
    public void Answers_and_recalls_are_those_of_the_file()
    {
        Answers answers = Read(Right);

        Assert.That((answers.RightCount, answers.IsRight(0), answers.IsRight(9999)), Is.EqualTo((8555, true, false)));
        Assert.That((answers.Recall(0), answers.Recall(9)), Is.EqualTo((0.856, 0.855)));
    }

    [TestCase("9999,9,0,0.5\n", "", "it has 10000 lines, but must have 10001")]
    [TestCase("index,label,predicted,probability_0\n", "", "it has 10000 lines, but must have 10001")]
    [TestCase("\n41,1,1,", "\n42,1,1,", "line 43 does not begin with index 41, a label and a predicted class from 0 to 9")]
    [TestCase("\n41,1,1,", "\n41,10,1,", "line 43 does not begin with index 41, ")]
    [TestCase("\n41,1,1,", "\n41,1,-1,", "line 43 does not begin with index 41, ")]
    [TestCase("\n41,1,1,", "\n41,1,NaN,", "line 43 does not begin with index 41, ")]
    [TestCase("\n41,1,1,0.5", "\n41,1", "line 43 does not begin with index 41, ")]
    [TestCase("\n41,1,1,", "\n41,2,1,", "label 1 occurs 999 times in it, but must occur 1000 times")]
    public void What_is_wrong_is_told_with_its_line(string old, string replacement, string fault)
    {
        string text = Right.Replace(old, replacement, StringComparison.Ordinal);
        Assert.That(text, Is.Not.EqualTo(Right));

        Refusal.Expect(() => Read(text), $"is not a file of a run's predictions: {fault}");
    }

    [Test]
    public void An_empty_file_is_refused() => Refusal.Expect(() => Read(""), "it has 0 lines, but must have 10001");

    private static Answers Read(string text)
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder["predictions.csv"], text);
        return PredictionsFile.ReadAnswers(folder["predictions.csv"]);
    }
}
