using FashionRef.Data;
using FashionRef.Engines;
using FashionRef.Models;
using FashionRef.Training;
using static System.FormattableString;

namespace FashionRef.Probes;

/// <summary>Where answers differ from those of right programs: nothing here is statistics.</summary>
public static class ProbeComparison
{
    /// <summary>How many figures of a state's answers are compared: the logits of each class, accuracy and loss.</summary>
    internal static int FiguresOfTest => FashionMnist.ClassNames.Count + 2;

    // Programs compute them in float32, over 10,000 images.
    private const double ReportedLossTolerance = 1e-5;
    private const double ReportedAccuracyTolerance = 1e-6;

    /// <summary>
    /// Every difference of the steps, in the order of computation: points in the pack's order, and in each the losses, then the weights, then
    /// the moments.
    /// </summary>
    /// <param name="reference">What right programs answer.</param>
    /// <param name="answers">Whole answers to the same pack.</param>
    public static IReadOnlyList<ProbeDifference> OfSteps(ProbeReference reference, ProbeAnswers answers)
    {
        ArgumentNullException.ThrowIfNull(reference);
        ArgumentNullException.ThrowIfNull(answers);
        IReadOnlyDictionary<string, int> lengths = ProbeAnswers.LengthsOf(reference.Model);
        return [.. reference.Points.Zip(answers.Points).SelectMany(point => OfPoint(point.First, point.Second, lengths))];
    }

    /// <summary>Every difference of the answers for the test images.</summary>
    /// <param name="reference">What right programs answer.</param>
    /// <param name="answers">Whole answers to the same pack.</param>
    /// <param name="labels">Of the test images.</param>
    public static IReadOnlyList<ProbeDifference> OfTests(ProbeReference reference, ProbeAnswers answers, ReadOnlySpan<byte> labels)
    {
        ArgumentNullException.ThrowIfNull(reference);
        ArgumentNullException.ThrowIfNull(answers);
        List<ProbeDifference> differences = [];
        foreach ((ReferenceTest right, TestAnswer test) in reference.Tests.Zip(answers.Tests))
        {
            foreach ((int label, ReferenceArray expected) in right.Classes.Index())
            {
                DigestDistance distance = expected.Digest.DistanceTo(ReferenceTest.DigestOf(test, label), FashionMnist.TestCount);
                AddArray(differences, right.Step, step: null, Invariant($"the logit of class {label}"), distance, expected.Tolerance);
            }

            // What the program tells of its own logits must follow from them.
            TestResult result = TestResult.FromLogits(test.Logits, labels, FashionMnist.ClassNames.Count, CrossEntropy.OfLogits, Precision.Float32);
            Add(differences, ProbeMeasure.Told, right.Step, null, "the accuracy that is told, beside that of its own logits,", Math.Abs(test.Accuracy - result.Accuracy), ReportedAccuracyTolerance);
            Add(differences, ProbeMeasure.Told, right.Step, null, "the loss that is told, beside that of its own logits,", Math.Abs(test.Loss - result.Loss) / Math.Abs(result.Loss), ReportedLossTolerance);
        }

        return differences;
    }

    private static List<ProbeDifference> OfPoint(ReferencePoint right, PointAnswer answer, IReadOnlyDictionary<string, int> lengths)
    {
        List<ProbeDifference> differences = [];
        foreach ((int i, (ReferenceLoss loss, double found)) in right.Losses.Zip(answer.Losses).Index())
        {
            Add(differences, ProbeMeasure.Loss, right.Step, right.Step + i + 1, "the loss", loss.DistanceTo(found), loss.Tolerance);
        }

        foreach ((string name, int length) in lengths)
        {
            ReferenceArray expected = right.Arrays[name];
            AddArray(differences, right.Step, right.Step + ProbePlan.StepsPerProbe, $"'{name}'", expected.Digest.DistanceTo(answer.Arrays[name], length), expected.Tolerance);
        }

        return differences;
    }

    private static void AddArray(List<ProbeDifference> differences, int point, int? step, string what, DigestDistance distance, DigestDistance tolerance)
    {
        bool isInSums = !(distance.Sums / tolerance.Sums <= distance.Values / tolerance.Values) && !double.IsNaN(distance.Values);
        Add(differences, isInSums ? ProbeMeasure.Sums : ProbeMeasure.Values, point, step, what, isInSums ? distance.Sums : distance.Values, isInSums ? tolerance.Sums : tolerance.Values);
    }

    // NaN is a difference.
    private static void Add(List<ProbeDifference> differences, ProbeMeasure measure, int point, int? step, string what, double distance, double tolerance)
    {
        if (!(distance <= tolerance))
        {
            differences.Add(new ProbeDifference(measure, point, step, what, distance, tolerance));
        }
    }
}

/// <summary>What a difference is of.</summary>
public enum ProbeMeasure
{
    /// <summary>A loss, relative to the right one.</summary>
    Loss,

    /// <summary>Values of an array, over its root mean square.</summary>
    Values,

    /// <summary>Sums of an array, over the sum of magnitudes or of squares.</summary>
    Sums,

    /// <summary>What a program tells of its own logits: an accuracy, absolute; a loss, relative.</summary>
    Told,
}

/// <summary>An answer that is farther off than right programs are.</summary>
/// <param name="Measure">What it is of.</param>
/// <param name="Point">How many steps the state had behind it that was started from.</param>
/// <param name="Step">The step of the run that it shows after; null for answers that need no step.</param>
/// <param name="What">What differs, for example <c>the loss</c>.</param>
/// <param name="Distance">How far it is.</param>
/// <param name="Tolerance">How far right programs are at most.</param>
public sealed record ProbeDifference(ProbeMeasure Measure, int Point, int? Step, string What, double Distance, double Tolerance);
