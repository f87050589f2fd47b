using FashionRef.Data;
using FashionRef.Engines;
using FashionRef.Models;
using FashionRef.Probes;
using FashionRef.Training;

namespace FashionRef.Tests.Probes;

/// <summary>Whole answers that no training made: all numbers are about 1.</summary>
internal static class MadeUpAnswers
{
    public const string Pack = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    /// <summary>Answers for Model-1.</summary>
    /// <param name="factor">What every number is.</param>
    public static ProbeAnswers Of(double factor = 1) => new(
        $"factor {factor}",
        1,
        Pack,
        [.. ProbePlan.Steps.Select(step => new PointAnswer(step, [.. Enumerable.Repeat(factor, ProbePlan.StepsPerProbe)], Arrays(factor)))],
        [.. ProbePlan.AnsweredSteps.Select(step => Test(step, factor))]);

    /// <summary>The state at which a right program is 2 % off: ten times that is far at every state.</summary>
    public const int LooseState = 20;

    public static ProbeReference Reference { get; } =
        ProbeReference.Of(Of(), [Of(1 + 1e-7), Of(1 - 1e-7).With(step => step == LooseState, _ => Of(1.02).Points[0] with { Step = LooseState })]);

    /// <summary>The labels of the made-up test images.</summary>
    public static ImageSet TestImages { get; } = new(1, 1, new byte[FashionMnist.TestCount], Enumerable.Range(0, FashionMnist.TestCount).Select(image => (byte)(image % 10)).ToArray());

    /// <summary>The answers with other losses or arrays at some states.</summary>
    public static ProbeAnswers With(this ProbeAnswers answers, Func<int, bool> isChanged, Func<PointAnswer, PointAnswer> change) =>
        answers with { Points = [.. answers.Points.Select(point => isChanged(point.Step) ? change(point) : point)] };

    private static Dictionary<string, ArrayDigest> Arrays(double factor)
    {
        BuiltModel model = NotebookModels.Model1.Build();
        return TrainerState.Initial(model, InitialWeights.Create(model, 1)).Arrays
            .ToDictionary(array => array.Path, array => ArrayDigest.Of([.. Enumerable.Repeat(factor, array.Values.Length)]));
    }

    // The logit of class c is 1 + c/10 for every image: class 9 is always the answer, right for one image in ten.
    private static TestAnswer Test(int step, double factor)
    {
        double[] logits = [.. Enumerable.Range(0, FashionMnist.TestCount * 10).Select(i => factor * (1 + (i % 10 / 10.0)))];
        byte[] labels = [.. Enumerable.Range(0, FashionMnist.TestCount).Select(image => (byte)(image % 10))];
        TestResult result = TestResult.FromLogits(logits, labels, 10, CrossEntropy.OfLogits, Precision.Float32);
        return new TestAnswer(step, logits, result.Accuracy, result.Loss);
    }
}
