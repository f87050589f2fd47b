using FashionRef.Models;
using static System.FormattableString;

namespace FashionRef.Parity;

/// <summary>Compares a replay with its trace.</summary>
/// <param name="trace">What Keras computed.</param>
/// <param name="replay">What an engine computed.</param>
/// <param name="tolerances">What counts as equal.</param>
internal sealed class ParityComparison(Trace trace, Replay replay, ParityTolerances tolerances)
{
    private readonly List<ParityRow> _rows = [];

    /// <summary>Every check, in the order of computation.</summary>
    public IReadOnlyList<ParityRow> Compare()
    {
        AddMark(0);
        Add("first gradients", FirstGradients(), tolerances.FirstGradients);
        AddSteps();
        foreach (int step in replay.Marks.Keys.Where(step => step > 0).Order())
        {
            AddMark(step);
        }

        return _rows;
    }

    private static WorstError Weights(
        IEnumerable<WeightValues> actual, IReadOnlyList<TraceWeight> names, IReadOnlyDictionary<string, Fingerprint> expected)
    {
        WorstError worst = new();
        foreach ((WeightValues weight, TraceWeight named) in actual.Zip(names))
        {
            worst.Add(expected[named.Path].Error(weight.Values), named.Path);
        }

        return worst;
    }

    private WorstError FirstGradients() => Weights(
        replay.FirstGradients, [.. trace.Weights.Where(weight => trace.FirstGradients.ContainsKey(weight.Path))], trace.FirstGradients);

    private void AddSteps()
    {
        int first = 1;
        foreach (ToleranceThrough range in tolerances.Losses)
        {
            AddLosses(first, Math.Min(range.Step, replay.Steps.Count), range.Tolerance);
            first = range.Step + 1;
        }

        AddStepCounts(1, Math.Min(tolerances.LastStep, replay.Steps.Count), tolerances.StepCounts);
        AddLosses(first, replay.Steps.Count, null);
        AddStepCounts(first, replay.Steps.Count, null);
    }

    private void AddLosses(int first, int last, double? tolerance)
    {
        WorstError worst = new();
        for (int step = first; step <= last; step++)
        {
            worst.Add(RelativeError.Of(replay.Steps[step - 1].Loss, trace.Steps[step - 1].Loss, 0), Invariant($"step {step}"));
        }

        if (first <= last)
        {
            Add(Invariant($"losses, {Steps(first, last)}"), worst, tolerance);
        }
    }

    private void AddStepCounts(int first, int last, int? tolerance)
    {
        int off = 0;
        List<string> where = [];
        for (int step = first; step <= last; step++)
        {
            AddCount(replay.Steps[step - 1].Correct, trace.Steps[step - 1].Correct, Invariant($"step {step}"), where, ref off);
        }

        if (first <= last)
        {
            _rows.Add(new ParityRow(Invariant($"right answers, {Steps(first, last)}"), off, Shorten(where), tolerance));
        }
    }

    private void AddMark(int step)
    {
        if (!replay.Marks.TryGetValue(step, out ReplayedMark? mark))
        {
            return;
        }

        TraceMark expected = trace.Marks[step];
        bool isJudged = tolerances.JudgesWeightsAfter(step);
        string name = step == 0 ? "at the start" : Invariant($"after {Steps(step)}");
        Add(
            $"weights {name}",
            Weights(mark.Weights, trace.Weights, expected.Weights),
            isJudged ? tolerances.Weights.First(range => step <= range.Step).Tolerance : null);
        if (expected.Test is not { } test)
        {
            return;
        }

        ReplayedTest replayed = mark.Test
            ?? throw new InvalidOperationException(Invariant($"The replay has not the results on the test set that the trace has {name}."));

        int off = 0;
        List<string> where = [];
        AddCount(replayed.Result.Correct, test.Correct, "test set", where, ref off);
        _rows.Add(new ParityRow($"test answers {name}", off, Shorten(where), isJudged ? tolerances.TestCounts : null));
        if (HasLoss(test) || test.FirstProbabilities is not null)
        {
            Add($"test probabilities {name}", TestErrors(replayed, test), isJudged ? tolerances.TestErrors : null);
        }
    }

    // In float32 TensorFlow takes numbers below 1e-38 for 0, and with them this loss changes by more than a half.
    private bool HasLoss(TraceTest test) => test.Loss is not null && trace.Precision == Precision.Float64;

    private WorstError TestErrors(ReplayedTest replayed, TraceTest test)
    {
        WorstError worst = new();

        if (HasLoss(test))
        {
            worst.Add(RelativeError.Of(replayed.Loss, test.Loss!.Value, 0), "loss");
        }

        foreach ((int image, IReadOnlyList<double> row) in (test.FirstProbabilities ?? []).Index())
        {
            foreach ((int label, double probability) in row.Index())
            {
                worst.Add(Math.Abs(replayed.Result.Probabilities[(image * row.Count) + label] - probability), Invariant($"image {image}, class {label}"));
            }
        }

        return worst;
    }

    private static void AddCount(int actual, int expected, string place, List<string> where, ref int off)
    {
        if (actual != expected)
        {
            off += Math.Abs(actual - expected);
            where.Add(Invariant($"{place}: {actual} instead of {expected}"));
        }
    }

    private static string Shorten(List<string> where) => where.Count switch
    {
        0 => string.Empty,
        1 => where[0],
        int count => Invariant($"{where[0]}, and {count - 1} more"),
    };

    private static string Steps(int count) => count == 1 ? "1 step" : Invariant($"{count} steps");

    private static string Steps(int first, int last) => first == last ? Invariant($"step {first}") : Invariant($"steps {first} to {last}");

    private void Add(string check, WorstError worst, double? tolerance) => _rows.Add(new ParityRow(check, worst.Error, worst.Where, tolerance));
}
