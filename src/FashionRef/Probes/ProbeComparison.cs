using FashionRef.Data;
using FashionRef.Engines;
using FashionRef.Models;
using FashionRef.Training;
using static System.FormattableString;

namespace FashionRef.Probes;

/// <summary>Where answers differ from those of right programs: nothing here is statistics.</summary>
public static class ProbeComparison
{
    /// <summary>What <see cref="ProbeDifference.What"/> says of a loss.</summary>
    internal const string Loss = "the loss";

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
                AddArray(differences, right.Step, step: null, Invariant($"the logits of class {label}"), distance, expected.Tolerance);
            }

            // What the program tells of its own logits must follow from them.
            TestResult result = TestResult.FromLogits(test.Logits, labels, FashionMnist.ClassNames.Count, CrossEntropy.OfLogits, Precision.Float32);
            Add(differences, right.Step, null, "the accuracy that its logits have", Math.Abs(test.Accuracy - result.Accuracy), ReportedAccuracyTolerance);
            Add(differences, right.Step, null, "the loss that its logits have", Math.Abs(test.Loss - result.Loss) / Math.Abs(result.Loss), ReportedLossTolerance);
        }

        return differences;
    }

    private static List<ProbeDifference> OfPoint(ReferencePoint right, PointAnswer answer, IReadOnlyDictionary<string, int> lengths)
    {
        List<ProbeDifference> differences = [];
        foreach ((int i, (ReferenceLoss loss, double found)) in right.Losses.Zip(answer.Losses).Index())
        {
            Add(differences, right.Step, right.Step + i + 1, Loss, loss.DistanceTo(found), loss.Tolerance);
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
        Add(differences, point, step, what, isInSums ? distance.Sums : distance.Values, isInSums ? tolerance.Sums : tolerance.Values);
    }

    // NaN is a difference.
    private static void Add(List<ProbeDifference> differences, int point, int? step, string what, double distance, double tolerance)
    {
        if (!(distance <= tolerance))
        {
            differences.Add(new ProbeDifference(point, step, what, distance, tolerance));
        }
    }
}

/// <summary>An answer that no right program gives.</summary>
/// <param name="Point">How many steps the state had behind it that was started from.</param>
/// <param name="Step">The step of the run that it shows after; null for answers that need no step.</param>
/// <param name="What">What differs, for example <c>the loss</c>.</param>
/// <param name="Distance">How far it is.</param>
/// <param name="Tolerance">How far right programs are at most.</param>
public sealed record ProbeDifference(int Point, int? Step, string What, double Distance, double Tolerance);
