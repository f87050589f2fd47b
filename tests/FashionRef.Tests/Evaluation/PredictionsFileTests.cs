using FashionRef.Evaluation;
using FashionRef.Tests.Gate;

namespace FashionRef.Tests.Evaluation;

internal sealed class PredictionsFileTests
{
    private const string Header = "index,label,predicted,probability_0,probability_1,probability_2,probability_3,probability_4,"
        + "probability_5,probability_6,probability_7,probability_8,probability_9\n";

    private const string Right = Header
        + "0,9,9,0,0,0,0,0,0,0,0,0.25,0.75\n"
        + "1,2,1,1E-10,0.625,0.375,0,0,0,0,0,0,0\n";

    [Test]
    public void Every_column_is_read()
    {
        Predictions predictions = Read(Right);

        Assert.That((predictions.Count, predictions.Classes, predictions.RightCount), Is.EqualTo((2, 10, 1)));
        Assert.That((predictions.IsRight(0), predictions.IsRight(1)), Is.EqualTo((true, false)));
        Assert.That((predictions.Confidence(1), predictions.Probability(1, 2)), Is.EqualTo((0.625, 0.375)));
        Assert.That(predictions.Probability(1, 0), Is.EqualTo(1e-10f));
        Assert.That(predictions.Confusion[2, 1], Is.EqualTo(1));
    }

    [TestCase("1,2,1,1E-10", "1,2,1,1E-10,0", "line 3 has 14 fields, but must have 13")]
    [TestCase("0,9,9,0,0", "0,9,9,0", "line 2 has 12 fields, but must have 13")]
    [TestCase("\n1,2,1,", "\n2,2,1,", "line 3 does not begin with index 1, a label and a predicted class from 0 to 9")]
    [TestCase("\n1,2,1,", "\n1,10,1,", "line 3 does not begin with index 1, ")]
    [TestCase("\n1,2,1,", "\n1,2,-1,", "line 3 does not begin with index 1, ")]
    [TestCase("0.625", "NaN", "line 3 has 'NaN' as the probability of class 1; legal are numbers from 0 to 1")]
    [TestCase("0.625", "1.5", "line 3 has '1.5' as the probability of class 1")]
    [TestCase("0.625", "0.62", "line 3 has probabilities with the sum 0.995")]
    [TestCase("\n1,2,1,", "\n1,2,2,", "line 3 has class 2 as the predicted one, but class 1 is the most probable one")]
    [TestCase("1,2,1,1E-10,0.625,0.375,0,0,0,0,0,0,0\n", "", "it has 2 lines, but must have 3")]
    public void What_is_wrong_is_told_with_its_line(string old, string replacement, string fault)
    {
        string text = Right.Replace(old, replacement, StringComparison.Ordinal);
        Assert.That(text, Is.Not.EqualTo(Right));

        Refusal.Expect(() => Read(text), $"is not a file of a run's predictions: {fault}");
    }

    [Test]
    public void A_file_that_is_not_there_is_told() => Refusal.Expect(() => PredictionsFile.Read("nowhere.csv", 2), "The predictions 'nowhere.csv' cannot be read: ");

    private static Predictions Read(string text)
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder["predictions.csv"], text);
        return PredictionsFile.Read(folder["predictions.csv"], 2);
    }
}
