using System.Globalization;
using FashionRef.Training;

namespace FashionRef.Evaluation;

/// <summary>How much two programs' probabilities for the same images differ.</summary>
/// <param name="Images">How many images there are.</param>
/// <param name="Classes">How many probabilities each has.</param>
/// <param name="LargestDifference">The largest absolute difference; NaN when there is one.</param>
/// <param name="Image">Its place, from 0.</param>
/// <param name="Class">Its place, from 0.</param>
/// <param name="DifferingLabels">How many images have different most probable classes.</param>
/// <param name="NearTies">How many of those have, in both programs, two best probabilities closer than <see cref="TieGap"/>.</param>
/// <param name="Tolerance">The largest difference accepted.</param>
public sealed record ProbabilityComparison(
    int Images, int Classes, double LargestDifference, int Image, int Class, int DifferingLabels, int NearTies, double Tolerance)
{
    /// <summary>Two classes closer than this are so nearly equal that rounding may decide between them.</summary>
    public const double TieGap = 1e-5;

    // See RoundingOf.
    private const double UsualRounding = 1e-5;
    private const double RoundingOfALogit = 1.0 / (1 << 26);

    // Reached with logits of 670,000; trained models have some hundreds. Without a limit, rounding would explain everything.
    private const double MostRounding = 0.01;

    /// <summary>Whether no difference is above the tolerance (NaN is) and labels differ at near ties only.</summary>
    public bool IsEqual => LargestDifference <= Tolerance && DifferingLabels == NearTies;

    /// <summary>
    /// The rounding difference of probabilities between two correct float32 programs: 1e-5, or the largest logit's magnitude times 2^-26
    /// if that is more, at most 0.01. Measured (docs/parity.md): up to 3.3e-6 with logits up to 743. It hardly grows with the logits,
    /// because large logits give probabilities of 0 and 1.
    /// </summary>
    /// <param name="logits">Of all images.</param>
    public static double RoundingOf(ReadOnlySpan<double> logits)
    {
        double largest = 0;
        foreach (double logit in logits)
        {
            largest = Math.Max(largest, Math.Abs(logit));
        }

        return Math.Clamp(RoundingOfALogit * largest, UsualRounding, MostRounding);
    }

    /// <summary>Compares.</summary>
    /// <param name="actual"><c>[images, classes]</c>, row-major.</param>
    /// <param name="expected">As many.</param>
    /// <param name="classes">How many classes there are, at least 2.</param>
    /// <param name="tolerance">The largest difference accepted.</param>
    /// <exception cref="ArgumentException">The numbers of probabilities differ.</exception>
    public static ProbabilityComparison Of(ReadOnlySpan<double> actual, ReadOnlySpan<double> expected, int classes, double tolerance)
    {
        if (actual.Length != expected.Length)
        {
            throw new ArgumentException($"{actual.Length} probabilities cannot be compared with {expected.Length}.", nameof(expected));
        }

        int worst = WorstPlace(actual, expected);
        int images = actual.Length / classes;
        int differing = 0;
        int nearTies = 0;
        for (int i = 0; i < images; i++)
        {
            ReadOnlySpan<double> row = expected.Slice(i * classes, classes);
            ReadOnlySpan<double> own = actual.Slice(i * classes, classes);
            if (LogitMetrics.ArgMax(own) != LogitMetrics.ArgMax(row))
            {
                differing++;
                nearTies += IsNearTie(own) && IsNearTie(row) ? 1 : 0;
            }
        }

        double largest = Math.Abs(actual[worst] - expected[worst]);
        return new ProbabilityComparison(images, classes, largest, worst / classes, worst % classes, differing, nearTies, tolerance);
    }

    /// <summary>How many images have two best probabilities closer than <see cref="TieGap"/>.</summary>
    /// <param name="probabilities"><c>[images, classes]</c>, row-major.</param>
    /// <param name="classes">How many classes there are, at least 2.</param>
    public static int NearTiesIn(ReadOnlySpan<double> probabilities, int classes)
    {
        int ties = 0;
        for (int start = 0; start < probabilities.Length; start += classes)
        {
            ties += IsNearTie(probabilities.Slice(start, classes)) ? 1 : 0;
        }

        return ties;
    }

    /// <summary>The comparison in one sentence that ends with <c>equal.</c> or <c>different.</c></summary>
    public override string ToString()
    {
        IFormatProvider plain = CultureInfo.InvariantCulture;
        string place = IsEqual ? string.Empty : string.Create(plain, $" at image {Image}, class {Class}");
        string labels = DifferingLabels == 1 ? "label differs" : "labels differ";
        string ties = DifferingLabels == 0
            ? string.Empty
            : string.Create(plain, $" ({NearTies:N0} where both programs' two best classes are closer than {TieGap:0e+00})");
        return string.Create(
            plain,
            $"{Images:N0} x {Classes} probabilities: largest difference {LargestDifference:0.00e+00}{place} "
            + $"(tolerance {Tolerance:0.##e+00}), {DifferingLabels:N0} {labels}{ties}: {(IsEqual ? "equal" : "different")}.");
    }

    // The first NaN, or else the first of the largest differences.
    private static int WorstPlace(ReadOnlySpan<double> actual, ReadOnlySpan<double> expected)
    {
        int worst = 0;
        double largest = 0;
        for (int i = 0; i < actual.Length && !double.IsNaN(largest); i++)
        {
            double difference = Math.Abs(actual[i] - expected[i]);
            if (!(difference <= largest))
            {
                (worst, largest) = (i, difference);
            }
        }

        return worst;
    }

    private static bool IsNearTie(ReadOnlySpan<double> row)
    {
        double[] sorted = row.ToArray();
        Array.Sort(sorted);
        return sorted[^1] - sorted[^2] < TieGap;
    }
}
