using FashionRef.Data;
using FashionRef.Engines;
using FashionRef.Formats;
using FashionRef.Models;
using FashionRef.Training;
using static System.FormattableString;

namespace FashionRef.Parity;

/// <summary>What a trace must hold to be replayed.</summary>
internal static class TraceCheck
{
    /// <summary>The first fault and its place, or null.</summary>
    public static string? Fault(Trace trace) => SettingsFault(trace) ?? StepsFault(trace) ?? WeightsFault(trace);

    private static string? SettingsFault(Trace trace)
    {
        if (!NotebookModels.Numbers.Contains(trace.Model))
        {
            return Invariant($"'model' is {trace.Model}; legal are {string.Join(" and ", NotebookModels.Numbers)}");
        }

        if (trace.Seed is < 0 or > SplitMix64.LargestSeed)
        {
            return Invariant($"'seed' is {trace.Seed}; legal are 0 to {SplitMix64.LargestSeed}");
        }

        if (trace.Offset < 0)
        {
            return Invariant($"'offset' is {trace.Offset}; it must be at least 0");
        }

        if (trace.BatchSize is < 1 or > FashionMnist.TrainCount)
        {
            return Invariant($"'batch_size' is {trace.BatchSize}; legal are 1 to {FashionMnist.TrainCount}");
        }

        if (!(trace.LearningRate > 0))
        {
            return Invariant($"'learning_rate' is {trace.LearningRate}; it must be above 0");
        }

        if (trace.Pixels != Trace.RawPixels)
        {
            return $"'pixels' is '{trace.Pixels}'; only '{Trace.RawPixels}' can be replayed, which is what the notebook trains on";
        }

        return trace.Optimizer == Trace.KerasAdam
            ? null
            : $"'optimizer' is '{trace.Optimizer}'; only '{Trace.KerasAdam}' can be replayed";
    }

    private static string? StepsFault(Trace trace)
    {
        int most = (FashionMnist.TrainCount + trace.BatchSize - 1) / trace.BatchSize;
        if (trace.Steps.Count < 1 || trace.Steps.Count > most)
        {
            return Invariant($"'steps' holds {trace.Steps.Count} steps; with batches of {trace.BatchSize} legal are 1 to {most}");
        }

        foreach ((int step, BatchResult result) in trace.Steps.Index())
        {
            if (result.Correct < 0 || result.Correct > trace.BatchSize)
            {
                return Invariant($"steps[{step}].correct is {result.Correct}; legal are 0 to {trace.BatchSize}, the images of a batch");
            }
        }

        return null;
    }

    private static string? WeightsFault(Trace trace)
    {
        Weight[] weights = [.. NotebookModels.Get(trace.Model).Build().Weights];
        if (trace.Weights.Count != weights.Length)
        {
            return Invariant($"'weights' names {trace.Weights.Count} weights; Model-{trace.Model} has {weights.Length}");
        }

        foreach ((int i, (TraceWeight named, Weight weight)) in trace.Weights.Zip(weights).Index())
        {
            // Names differ between sessions (conv2d, conv2d_2), so order, kind and shape are compared.
            if (Kind(named.Path) != Kind(weight.Path) || !named.Shape.SequenceEqual(weight.Shape.Dimensions))
            {
                return Invariant(
                    $"weights[{i}] is '{named.Path}' of shape {Parentheses(named.Shape)}; Model-{trace.Model} has '{weight.Path}' of shape {weight.Shape} there");
            }
        }

        if (trace.Weights.CountBy(weight => weight.Path).FirstOrDefault(path => path.Value > 1).Key is string twice)
        {
            return $"'weights' names '{twice}' twice";
        }

        (string Path, int Count)[] all = [.. trace.Weights.Zip(weights, (named, weight) => (named.Path, weight.Shape.Count))];
        (string Path, int Count)[] trainable =
            [.. trace.Weights.Zip(weights).Where(pair => pair.Second.Spec.IsTrainable).Select(pair => (pair.First.Path, pair.Second.Shape.Count))];
        if (trace.Marks.Count == 0)
        {
            return "'marks' is empty, so no weights and no test results could be compared; at least one mark is needed";
        }

        return FingerprintFault("first_gradients", trace.FirstGradients, trainable)
            ?? trace.Marks.Select(mark => MarkFault(trace, mark.Key, mark.Value, all)).FirstOrDefault(fault => fault is not null);
    }

    private static string? MarkFault(Trace trace, int step, TraceMark mark, IReadOnlyList<(string Path, int Count)> weights)
    {
        if (step < 0 || step > trace.Steps.Count)
        {
            return Invariant($"marks has '{step}'; it counts steps, and the trace has {trace.Steps.Count}");
        }

        return TestFault(Invariant($"marks['{step}'].test"), mark.Test) ?? FingerprintFault(Invariant($"marks['{step}'].weights"), mark.Weights, weights);
    }

    private static string? TestFault(string where, TraceTest? test)
    {
        if (test is { Correct: < 0 or > FashionMnist.TestCount })
        {
            return Invariant($"{where}.correct is {test.Correct}; legal are 0 to {FashionMnist.TestCount}");
        }

        if (test?.FirstProbabilities is not { } rows)
        {
            return null;
        }

        if (rows.Count == 0)
        {
            return $"{where}.first_probabilities is empty, so no probabilities could be compared; leave it out where there are none";
        }

        if (rows.Count > FashionMnist.TestCount)
        {
            return Invariant($"{where}.first_probabilities holds {rows.Count} rows; there are {FashionMnist.TestCount} test images");
        }

        int wrong = rows.ToList().FindIndex(row => row.Count != FashionMnist.ClassNames.Count);
        return wrong < 0
            ? null
            : Invariant($"{where}.first_probabilities[{wrong}] holds {rows[wrong].Count} numbers; it must hold {FashionMnist.ClassNames.Count}");
    }

    private static string? FingerprintFault(
        string where, IReadOnlyDictionary<string, Fingerprint> fingerprints, IReadOnlyList<(string Path, int Count)> weights)
    {
        foreach ((string path, int count) in weights)
        {
            if (!fingerprints.TryGetValue(path, out Fingerprint? fingerprint))
            {
                return $"{where} lacks '{path}'";
            }

            if (fingerprint.Fault(count) is string fault)
            {
                return $"{where}['{path}']: {fault}";
            }
        }

        // Nothing may look compared that is not.
        return fingerprints.Keys.Except(weights.Select(weight => weight.Path)).FirstOrDefault() is string stray
            ? $"{where} has '{stray}', which is none of the {weights.Count} weights that belong there"
            : null;
    }

    // As Python and Shape write a shape; a file may have sizes that Shape refuses.
    private static string Parentheses(IReadOnlyList<int> sizes) =>
        sizes.Count == 1 ? Invariant($"({sizes[0]},)") : $"({string.Join(", ", sizes)})";

    private static string Kind(string path)
    {
        string[] parts = path.Split('/');
        return parts.Length < 2 ? path : $"{KerasLayer.KindOf(parts[^2])}/{parts[^1]}";
    }
}
