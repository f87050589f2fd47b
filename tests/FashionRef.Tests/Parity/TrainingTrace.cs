using System.Globalization;
using System.Text;
using System.Text.Json;
using FashionRef.Data;
using FashionRef.Engines;
using FashionRef.Engines.Backpropagation;
using FashionRef.Engines.Losses;
using FashionRef.Engines.Optimizers;
using FashionRef.Formats.Keras;
using FashionRef.Models;

namespace FashionRef.Tests.Parity;

/// <summary>A training that a trace in float64 describes, on an engine in its precision.</summary>
internal sealed class TrainingTrace : IDisposable
{
    private readonly JsonElement _trace;
    private readonly Weight[] _trainable;
    private readonly ICompiledTrainer _trainer;
    private readonly bool _isSingle;
    private readonly double _jitter;
    private readonly long _offset;
    private readonly long _seed;
    private readonly int _batch;
    private readonly int _epoch;

    /// <param name="trace">The trace.</param>
    /// <param name="engine">Computes it.</param>
    /// <param name="jitter">By how much of itself every drawn start weight is off.</param>
    public TrainingTrace(JsonElement trace, IEngine engine, double jitter)
    {
        _jitter = jitter;
        _trace = trace;
        _isSingle = engine.Precision == Precision.Float32;
        using KerasFile file = KerasFile.Of(KerasContainer.Of(Encoding.UTF8.GetBytes(trace.GetProperty("model").GetRawText())));
        BuiltModel model = file.Model!;
        (_seed, _offset) = (trace.GetProperty("seed").GetInt64(), trace.GetProperty("offset").GetInt64());
        (_batch, _epoch) = (trace.GetProperty("batch_size").GetInt32(), trace.GetProperty("epoch").GetInt32());
        _trainable = [.. model.Weights.Where(weight => weight.Spec.IsTrainable)];
        JsonElement optimizer = trace.GetProperty("optimizer");
        CompiledModel compiled = new(
            model,
            LossSettings.Of(trace.GetProperty("loss_function")),
            OptimizerSettings.Of(optimizer.GetProperty("class_name").GetString()!, optimizer.GetProperty("config")));
        _trainer = engine.CreateTrainer(compiled, new TrainerState([.. trace.GetProperty("weights").EnumerateArray().Zip(model.Weights, Start)], [], [], 0), (ulong)_seed);
    }

    /// <summary>Takes a step.</summary>
    /// <returns>Loss, right answers, and the part of the loss that regularizers add.</returns>
    public (BatchResult Result, double Penalty) Step(int step)
    {
        int batches = (_epoch + _batch - 1) / _batch;
        int start = step % batches * _batch;
        ImageSet images = RealDataset.Load().Train;
        int[] chosen = [.. Enumerable.Range(start, Math.Min(_batch, _epoch - start)).Select(k => (int)(((48271L * k) + _offset) % 60000))];
        double divisor = _trace.GetProperty("pixels").GetString() == "0..255" ? 1 : 255;
        double[] inputs = [.. chosen.SelectMany(image => images.Pixels.Slice(image * 784, 784).ToArray().Select(pixel => Rounded(pixel / divisor)))];
        byte[] labels = [.. chosen.Select(image => images.Labels.Span[image])];
        double[] weights = _trace.TryGetProperty("class_weight", out JsonElement named) && named.ValueKind == JsonValueKind.Object ? [.. labels.Select(label => named.TryGetProperty($"{label}", out JsonElement weight) ? weight.GetDouble() : 1)]
            : _trace.TryGetProperty("sample_weight", out JsonElement samples) && samples.ValueKind is not JsonValueKind.Null ? [.. chosen.Select(image => 0.5 + (7919L * image % 1000 / 1000.0))]
            : [];
        KeepGradients(step == 0);
        BatchResult result = _trainer.TrainStep(inputs, labels, weights);
        if (step == 0)
        {
            Dictionary<string, double[]> gradients = Gradients.ToDictionary(gradient => gradient.Path, gradient => gradient.Values);
            Check("first_gradients", _trace.GetProperty("first_gradients"), path => gradients[path], 0, _trace.GetProperty("float32_spread").GetProperty("first_gradients"));
        }

        return (result, _trainer is CompiledTrainer<float> single ? single.Penalty : ((CompiledTrainer<double>)_trainer).Penalty);
    }

    public void Dispose() => _trainer.Dispose();

    private void KeepGradients(bool keep)
    {
        if (_trainer is CompiledTrainer<float> single)
        {
            single.KeepsGradients = keep;
        }
        else
        {
            ((CompiledTrainer<double>)_trainer).KeepsGradients = keep;
        }
    }

    private IReadOnlyList<WeightValues> Gradients => _trainer is CompiledTrainer<float> single ? single.Gradients : ((CompiledTrainer<double>)_trainer).Gradients;

    public void CheckMark(int step)
    {
        if (!_trace.GetProperty("marks").TryGetProperty($"{step}", out JsonElement mark))
        {
            return;
        }

        TrainerState state = _trainer.GetState();
        Dictionary<string, WeightValues> byPath = state.Weights.ToDictionary(weight => weight.Path);
        double spread = Largest("weights", step);
        Check($"weights after {step}", mark.GetProperty("weights"), path => byPath[path].Values, spread, null);
        if (mark.TryGetProperty("slots", out JsonElement slots))
        {
            foreach (JsonProperty slot in slots.EnumerateObject().Where(slot => slot.Value.ValueKind == JsonValueKind.Object))
            {
                Check($"{slot.Name} after {step}", slot.Value, path => state.Slots[slot.Name][Array.FindIndex(_trainable, weight => weight.Path == path)].Values, Largest("slots", step), null);
            }
        }
    }

    private double Largest(string kind, int step) => _trace.GetProperty("float32_spread").TryGetProperty(kind, out JsonElement spreads) && spreads.ValueKind == JsonValueKind.Object
        ? spreads.EnumerateObject().Where(mark => int.Parse(mark.Name, CultureInfo.InvariantCulture) <= step).Select(mark => Max(mark.Value)).DefaultIfEmpty(0).Max()
        : 0;

    private static double Max(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number => value.GetDouble(),
        JsonValueKind.Object => value.EnumerateObject().Select(entry => Max(entry.Value)).DefaultIfEmpty(0).Max(),
        JsonValueKind.Array => value.EnumerateArray().Select(Max).DefaultIfEmpty(0).Max(),
        _ => double.PositiveInfinity,
    };

    private void Check(string what, JsonElement digests, Func<string, double[]> values, double spread, JsonElement? own)
    {
        double far = own is { } element ? Max(element) : spread;
        double tolerance = _isSingle ? Math.Max(1e-5, 10 * far) : Math.Max(1e-11, 1e-7 * far);
        (string Path, double[] Digest)[] all = [.. digests.EnumerateObject().Select(entry => (entry.Name, entry.Value.EnumerateArray().Select(number => number.GetDouble()).ToArray()))];
        double[] roots = [.. all.Select(entry => Math.Sqrt(entry.Digest[2] / entry.Digest[0]))];
        double least = 1e-5 * roots.DefaultIfEmpty(0).Max();
        foreach (((string path, double[] digest), double root) in all.Zip(roots))
        {
            double scale = Math.Max(root, least);
            double[] found = values(path);
            int shown = digest.Length - 3;
            double worst = Math.Abs(found.Sum() - digest[1]) / (found.Length * Math.Max(scale, double.Epsilon));
            for (int j = 0; j < shown; j++)
            {
                int place = shown == 1 ? 0 : (int)((long)j * (found.Length - 1) / (shown - 1));
                worst = Math.Max(worst, Math.Abs(found[place] - digest[3 + j]) / Math.Max(scale, double.Epsilon));
            }

            Assert.That(worst, Is.LessThanOrEqualTo(tolerance), $"{what}: '{path}'");
        }
    }

    private WeightValues Start(JsonElement entry, Weight weight)
    {
        double[] values = new double[weight.Shape.Count];
        if (entry.TryGetProperty("constant", out JsonElement constant))
        {
            Array.Fill(values, Rounded(constant.GetDouble()));
        }
        else
        {
            ulong tensor = entry.GetProperty("tensor").GetUInt64();
            (double limit, double shift) = (entry.GetProperty("limit").GetDouble(), entry.GetProperty("shift").GetDouble());
            for (int i = 0; i < values.Length; i++)
            {
                values[i] = Rounded((1 + _jitter) * ((((2 * Top(Mix(unchecked(((ulong)_seed << 48) + (tensor << 32) + (ulong)i)))) - 1) * limit) + shift));
            }
        }

        return new WeightValues(weight.Path, weight.Shape, values);
    }

    private double Rounded(double value) => _isSingle ? (float)value : value;

    private static ulong Mix(ulong x)
    {
        unchecked
        {
            x += 0x9E3779B97F4A7C15;
            x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9;
            x = (x ^ (x >> 27)) * 0x94D049BB133111EB;
            return x ^ (x >> 31);
        }
    }

    private static double Top(ulong hash) => (hash >> 11) * Math.ScaleB(1, -53);
}
