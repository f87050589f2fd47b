using System.Text.Json;
using FashionRef.Data;
using FashionRef.Engines;
using FashionRef.Engines.Backpropagation;
using FashionRef.Models;
using FashionRef.Training;
using static System.FormattableString;

namespace FashionRef.Parity.Compiled;

/// <summary>Repeats a training trace of any model on an engine, and compares.</summary>
/// <param name="trace">What Keras computed.</param>
/// <param name="engine">Computes it.</param>
/// <param name="images">The training images.</param>
public sealed class TrainingReplay(TrainingTrace trace, IEngine engine, ImageSet images)
{
    private const double LargestPixel = 255;

    private readonly TraceRule _rule = new(trace, engine.Precision);
    private readonly List<ParityRow> _rows = [];
    private readonly WorstOf _losses = new();
    private readonly WorstOf _penalties = new();
    private int _judgedAnswers;
    private int _wrongAnswers;
    private int? _firstWrong;

    /// <summary>By how much of itself every drawn start weight is off; 0 for the trace's own.</summary>
    public double Jitter { get; init; }

    /// <summary>Replays some steps.</summary>
    /// <param name="steps">How many, from 1 to the trace's.</param>
    /// <param name="progress">Called after every step with its number; null for nothing.</param>
    /// <param name="cancellationToken">Checked before every step.</param>
    /// <exception cref="FashionRefException">The engine has no training for a layer (bad request).</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public ParityReport Run(int steps, Action<int>? progress = null, CancellationToken cancellationToken = default)
    {
        CompiledModel compiled = trace.Compile();
        WeightValues[] start = [.. trace.Weights.Zip(compiled.Model.Weights, Start)];
        using ICompiledTrainer trainer = engine.CreateTrainer(compiled, new TrainerState(start, [], [], 0), (ulong)trace.Seed);
        for (int step = 0; step < steps; step++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            AddMark(step, trainer);
            Step(step, trainer);
            progress?.Invoke(step + 1);
        }

        AddLosses(steps);
        AddMark(steps, trainer);
        return new ParityReport(_rows);
    }

    private void Step(int step, ICompiledTrainer trainer)
    {
        trainer.KeepsGradients = step == 0;
        int batches = (trace.Epoch + trace.BatchSize - 1) / trace.BatchSize;
        int first = step % batches * trace.BatchSize;
        int[] chosen = [.. Enumerable.Range(first, Math.Min(trace.BatchSize, trace.Epoch - first)).Select(place => TraceOrder.Image(place, trace.Offset, images.Count))];
        double divisor = trace.Pixels == "0..255" ? 1 : LargestPixel;
        int size = images.Pixels.Length / images.Count;
        double[] inputs = [.. chosen.SelectMany(image => images.Pixels.Slice(image * size, size).ToArray().Select(pixel => engine.Precision.Round(pixel / divisor)))];
        byte[] labels = [.. chosen.Select(image => images.Labels.Span[image])];
        BatchResult result = trainer.TrainStep(inputs, labels, SampleWeights(chosen, labels));
        if (step == 0)
        {
            Dictionary<string, double[]> gradients = trainer.Gradients.ToDictionary(gradient => gradient.Path, gradient => gradient.Values);
            Add("first gradients", DigestDistance.Of(trace.FirstGradients, gradients.GetValueOrDefault), _rule.FirstGradients);
        }

        _losses.Add(Math.Abs(result.Loss - trace.Loss[step]) / Math.Abs(trace.Loss[step]), _rule.Loss(step), step);
        if (trace.Penalty is { } penalty)
        {
            double scale = Math.Abs(penalty[step]) + Math.Abs(trace.Loss[step]);
            _penalties.Add(Math.Abs(trainer.Penalty - penalty[step]) / scale, _rule.Loss(step), step);
        }

        if (_rule.JudgesAnswers(step))
        {
            _judgedAnswers++;
            if (result.Correct != trace.Correct[step])
            {
                _wrongAnswers++;
                _firstWrong ??= step + 1;
            }
        }
    }

    private double[] SampleWeights(int[] chosen, byte[] labels) => trace.ClassWeight is { } classes ? [.. labels.Select(label => classes.GetValueOrDefault(label, 1))]
        : trace.SampleWeight is not null ? [.. chosen.Select(image => 0.5 + (7919L * image % 1000 / 1000.0))]
        : [];

    private void AddLosses(int steps)
    {
        _rows.Add(new ParityRow(Invariant($"losses, steps 1 to {steps}"), _losses.Error, _losses.Where, _losses.Tolerance));
        if (trace.Penalty is not null)
        {
            _rows.Add(new ParityRow(Invariant($"penalties, steps 1 to {steps}"), _penalties.Error, _penalties.Where, _penalties.Tolerance));
        }

        _rows.Add(new ParityRow(
            Invariant($"right answers, {_judgedAnswers} of {steps} steps"), _wrongAnswers, _firstWrong is { } wrong ? Invariant($"step {wrong}") : "", _judgedAnswers == 0 ? null : 0));
    }

    private void AddMark(int step, ICompiledTrainer trainer)
    {
        if (!trace.Marks.TryGetValue(step, out TrainingMark? mark))
        {
            return;
        }

        TrainerState state = trainer.GetState();
        string when = step == 0 ? "at the start" : Invariant($"after {step} {(step == 1 ? "step" : "steps")}");
        Dictionary<string, double[]> weights = state.Weights.ToDictionary(weight => weight.Path, weight => weight.Values);
        Add($"weights {when}", DigestDistance.Of(mark.Weights, weights.GetValueOrDefault), _rule.Weights(step));
        foreach ((string slot, JsonElement digests) in mark.Slots ?? new Dictionary<string, JsonElement>())
        {
            if (digests.ValueKind == JsonValueKind.Number)
            {
                double wanted = digests.GetDouble();
                _rows.Add(new ParityRow($"{slot} {when}", Math.Abs(state.MomentumProduct - wanted) / Math.Abs(wanted), "", _rule.Slots(step)));
                continue;
            }

            Dictionary<string, double[]> values = state.Slots.GetValueOrDefault(slot, []).ToDictionary(variable => variable.Path, variable => variable.Values);
            Add($"{slot} {when}", DigestDistance.Of(digests.Deserialize<Dictionary<string, IReadOnlyList<double>>>()!, values.GetValueOrDefault), _rule.Slots(step));
        }
    }

    private void Add(string check, WorstError worst, double tolerance) => _rows.Add(new ParityRow(check, worst.Error, worst.Where, tolerance));

    private WeightValues Start(TracedWeight traced, Weight weight)
    {
        double[] values = new double[weight.Shape.Count];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = engine.Precision.Round(traced.Constant ?? ((1 + Jitter) * (
                (((2 * SplitMix64.Unit((int)trace.Seed, traced.Tensor ?? 0, (uint)i)) - 1) * (traced.Limit ?? 0)) + (traced.Shift ?? 0))));
        }

        return new WeightValues(weight.Path, weight.Shape, values);
    }

    // The error that uses the largest share of its tolerance.
    private sealed class WorstOf
    {
        public double Error { get; private set; }

        public double Tolerance { get; private set; } = double.Epsilon;

        public string Where { get; private set; } = "";

        public void Add(double error, double tolerance, int step)
        {
            if (Where.Length == 0 || !(error / tolerance <= Error / Tolerance))
            {
                (Error, Tolerance, Where) = (error, tolerance, Invariant($"step {step + 1}"));
            }
        }
    }
}
