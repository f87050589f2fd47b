using System.Globalization;
using FashionRef.Data;

namespace FashionRef.Probes;

/// <summary>What right programs answer to the probes of a model, and how far they are apart.</summary>
/// <param name="Format">The file's own format, <c>fashionref-probes-expected-1</c>.</param>
/// <param name="Model">1 or 2.</param>
/// <param name="Pack">The hash of the pack that the answers are to.</param>
/// <param name="Programs">Whose answers it is made of; the first one's are the values, in float64.</param>
/// <param name="Points">One for each point of the pack, in its order.</param>
/// <param name="Tests">One for each of <see cref="ProbePlan.AnsweredSteps"/>, in its order.</param>
public sealed record ProbeReference(
    string Format,
    int Model,
    string Pack,
    IReadOnlyList<string> Programs,
    IReadOnlyList<ReferencePoint> Points,
    IReadOnlyList<ReferenceTest> Tests)
{
    /// <summary>The format that this program writes and reads.</summary>
    public const string CurrentFormat = "fashionref-probes-expected-1";

    /// <summary>How many times as far as the right programs another may be: rounding differs from program to program.</summary>
    public const double Margin = 10;

    /// <summary>The least tolerances: of losses, relative, and of a digest's sums.</summary>
    public const double LeastTolerance = 1e-6;

    /// <summary>The least tolerance of a digest's values.</summary>
    public const double LeastValueTolerance = 1e-5;

    /// <summary>The reference that right programs give.</summary>
    /// <param name="exact">The answers in float64: the values.</param>
    /// <param name="others">Right programs in float32: the tolerances. At least one.</param>
    /// <exception cref="ArgumentException">They are of different packs.</exception>
    public static ProbeReference Of(ProbeAnswers exact, IReadOnlyList<ProbeAnswers> others)
    {
        ArgumentNullException.ThrowIfNull(exact);
        ArgumentNullException.ThrowIfNull(others);
        ArgumentOutOfRangeException.ThrowIfZero(others.Count);
        if (others.Any(other => (other.Model, other.Pack) != (exact.Model, exact.Pack)))
        {
            throw new ArgumentException("The answers are of different packs.", nameof(others));
        }

        IReadOnlyDictionary<string, int> lengths = ProbeAnswers.LengthsOf(exact.Model);
        return new ProbeReference(
            CurrentFormat,
            exact.Model,
            exact.Pack,
            [exact.Program, .. others.Select(other => other.Program)],
            [.. exact.Points.Select((point, i) => ReferencePoint.Of(point, [.. others.Select(other => other.Points[i])], lengths))],
            [.. exact.Tests.Select((test, i) => ReferenceTest.Of(test, [.. others.Select(other => other.Tests[i])]))]);
    }
}

/// <summary>What right programs answer to one point.</summary>
/// <param name="Step">How many steps the state has behind it.</param>
/// <param name="Losses">Of the five steps.</param>
/// <param name="Arrays">Of the state behind them.</param>
public sealed record ReferencePoint(int Step, IReadOnlyList<ReferenceLoss> Losses, IReadOnlyDictionary<string, ReferenceArray> Arrays)
{
    internal static ReferencePoint Of(PointAnswer exact, IReadOnlyList<PointAnswer> others, IReadOnlyDictionary<string, int> lengths) => new(
        exact.Step,
        [.. exact.Losses.Select((loss, i) => ReferenceLoss.Of(loss, others.Select(other => other.Losses[i])))],
        lengths.ToDictionary(array => array.Key, array => ReferenceArray.Of(exact.Arrays[array.Key], others.Select(other => other.Arrays[array.Key]), array.Value)));
}

/// <summary>What right programs answer for the test images from one state.</summary>
/// <param name="Step">How many steps the state has behind it.</param>
/// <param name="Loss">The mean cross-entropy, in nats.</param>
/// <param name="Classes">The logits of each class, over all test images.</param>
public sealed record ReferenceTest(int Step, ReferenceLoss Loss, IReadOnlyList<ReferenceArray> Classes)
{
    internal static ReferenceTest Of(TestAnswer exact, IReadOnlyList<TestAnswer> others) => new(
        exact.Step,
        ReferenceLoss.Of(exact.Loss, others.Select(other => other.Loss)),
        [
            .. Enumerable.Range(0, FashionMnist.ClassNames.Count)
                .Select(label => ReferenceArray.Of(DigestOf(exact, label), others.Select(other => DigestOf(other, label)), FashionMnist.TestCount)),
        ]);

    internal static ArrayDigest DigestOf(TestAnswer test, int label) =>
        ArrayDigest.Of([.. Enumerable.Range(0, FashionMnist.TestCount).Select(image => test.Logits[(image * FashionMnist.ClassNames.Count) + label])]);
}

/// <summary>A loss.</summary>
/// <param name="Value">In nats.</param>
/// <param name="Tolerance">Relative.</param>
public sealed record ReferenceLoss(double Value, double Tolerance)
{
    internal static ReferenceLoss Of(double exact, IEnumerable<double> others) => new(
        Digits.Of(exact, Digits.OfValue),
        Digits.Of(Math.Max(ProbeReference.LeastTolerance, ProbeReference.Margin * others.Max(other => Distance(exact, other))), Digits.OfTolerance));

    /// <summary>How far another loss is, relative to this one.</summary>
    /// <param name="other">In nats.</param>
    public double DistanceTo(double other) => Distance(Value, other);

    private static double Distance(double exact, double other) => Math.Abs(other - exact) / Math.Abs(exact);
}

/// <summary>An array.</summary>
/// <param name="Digest">Its digest.</param>
/// <param name="Tolerance">The largest distances.</param>
public sealed record ReferenceArray(ArrayDigest Digest, DigestDistance Tolerance)
{
    internal static ReferenceArray Of(ArrayDigest exact, IEnumerable<ArrayDigest> others, int length)
    {
        DigestDistance spread = others.Select(other => exact.DistanceTo(other, length)).Aggregate((a, b) => a.Or(b));
        return new ReferenceArray(
            new ArrayDigest(
                Digits.Of(exact.Sum, Digits.OfValue),
                Digits.Of(exact.Magnitudes, Digits.OfValue),
                Digits.Of(exact.Squares, Digits.OfValue),
                [.. exact.Values.Select(value => Digits.Of(value, Digits.OfValue))]),
            new DigestDistance(
                Digits.Of(Math.Max(ProbeReference.LeastValueTolerance, ProbeReference.Margin * spread.Values), Digits.OfTolerance),
                Digits.Of(Math.Max(ProbeReference.LeastTolerance, ProbeReference.Margin * spread.Sums), Digits.OfTolerance)));
    }
}

/// <summary>Rounds to decimal digits: the file is kept in git, and more digits than a thousandth of the least tolerance tell nothing.</summary>
internal static class Digits
{
    public const int OfValue = 10;
    public const int OfTolerance = 2;

    public static double Of(double value, int digits) =>
        double.Parse(value.ToString($"G{digits}", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}
