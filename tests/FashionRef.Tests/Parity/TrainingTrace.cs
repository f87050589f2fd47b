using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.Json;
using FashionRef.Data;
using FashionRef.Engines.Backpropagation;
using FashionRef.Engines.Losses;
using FashionRef.Engines.Optimizers;
using FashionRef.Formats.Keras;
using FashionRef.Models;
using FashionRef.Training;

namespace FashionRef.Tests.Parity;

/// <summary>A training that a trace in float64 describes, in that precision or in float32.</summary>
/// <typeparam name="T">The type of its weights.</typeparam>
internal sealed class TrainingTrace<T> : IDisposable
    where T : struct, IBinaryFloatingPointIeee754<T>
{
    private readonly JsonElement _trace;
    private readonly BuiltModel _model;
    private readonly Weight[] _all;
    private readonly int[] _trainable;
    private readonly T[][] _weights;
    private readonly T[][] _gradients;
    private readonly KerasOptimizer<T> _optimizer;
    private readonly IBackpropagation<T> _backpropagation;
    private readonly double _jitter;
    private readonly long _offset;
    private readonly long _seed;
    private readonly int _batch;
    private readonly int _epoch;

    /// <param name="trace">The trace.</param>
    /// <param name="jitter">By how much of itself every drawn start weight is off.</param>
    /// <param name="create">Makes the engine's training pass.</param>
    public TrainingTrace(JsonElement trace, double jitter, Func<BuiltModel, LossSettings, IBackpropagation<T>> create)
    {
        _jitter = jitter;
        _trace = trace;
        using KerasFile file = KerasFile.Of(KerasContainer.Of(Encoding.UTF8.GetBytes(trace.GetProperty("model").GetRawText())));
        _model = file.Model!;
        (_seed, _offset) = (trace.GetProperty("seed").GetInt64(), trace.GetProperty("offset").GetInt64());
        (_batch, _epoch) = (trace.GetProperty("batch_size").GetInt32(), trace.GetProperty("epoch").GetInt32());
        _all = [.. _model.Weights];
        _trainable = [.. Enumerable.Range(0, _all.Length).Where(i => _all[i].Spec.IsTrainable)];
        _weights = [.. trace.GetProperty("weights").EnumerateArray().Zip(_all, Start)];
        _gradients = [.. _all.Select(weight => new T[weight.Shape.Count])];
        JsonElement optimizer = trace.GetProperty("optimizer");
        _optimizer = new(OptimizerSettings.Of(optimizer.GetProperty("class_name").GetString()!, optimizer.GetProperty("config")), [.. _trainable.Select(i => _all[i].Shape.Count)]);
        _backpropagation = create(_model, LossSettings.Of(trace.GetProperty("loss_function")));
    }

    public int Correct { get; private set; }

    private static bool IsSingle => typeof(T) == typeof(float);

    public void Dispose() => _backpropagation.Dispose();

    public BatchLoss Step(int step)
    {
        int batches = (_epoch + _batch - 1) / _batch;
        int start = step % batches * _batch;
        int count = Math.Min(_batch, _epoch - start);
        ImageSet images = RealDataset.Load().Train;
        int[] chosen = [.. Enumerable.Range(start, count).Select(k => (int)(((48271L * k) + _offset) % 60000))];
        double divisor = _trace.GetProperty("pixels").GetString() == "0..255" ? 1 : 255;
        T[] inputs = [.. chosen.SelectMany(image => images.Pixels.Slice(image * 784, 784).ToArray().Select(pixel => T.CreateTruncating(pixel / divisor)))];
        int classes = _model.ClassCount;
        T[] targets = new T[count * classes];
        int[] labels = [.. chosen.Select(image => (int)images.Labels.Span[image])];
        for (int i = 0; i < count; i++)
        {
            targets[(i * classes) + labels[i]] = T.One;
        }

        double[]? weights = _trace.TryGetProperty("class_weight", out JsonElement named) && named.ValueKind == JsonValueKind.Object ? [.. labels.Select(label => named.TryGetProperty($"{label}", out JsonElement weight) ? weight.GetDouble() : 1)]
            : _trace.TryGetProperty("sample_weight", out JsonElement samples) && samples.ValueKind is not JsonValueKind.Null ? [.. chosen.Select(image => 0.5 + (7919L * image % 1000 / 1000.0))]
            : null;
        T[] outputs = new T[count * classes];
        BatchLoss loss = _backpropagation.Run(_weights, new TrainingBatch<T>(count, inputs, targets, weights is null ? null : Typed(weights), new RandomStep((ulong)_seed, step)), _gradients, outputs);
        Correct = Enumerable.Range(0, count).Count(i => LogitMetrics.ArgMax(Doubles(outputs[(i * classes)..((i + 1) * classes)])) == labels[i]);
        if (step == 0)
        {
            Check("first_gradients", _trace.GetProperty("first_gradients"), path => Doubles(_gradients[IndexOf(path)]), 0, _trace.GetProperty("float32_spread").GetProperty("first_gradients"));
        }

        _optimizer.Step([.. _trainable.Select(i => _weights[i])], [.. _trainable.Select(i => _gradients[i])]);
        foreach (BuiltLayer layer in _model.Chain)
        {
            foreach (Weight weight in layer.Weights.Where(weight => weight.Spec.IsTrainable && layer.Layer.Constraints.ContainsKey(weight.Spec.Name)))
            {
                WeightConstraints.Apply(layer.Layer.Constraints[weight.Spec.Name], weight.Shape, _weights[IndexOf(weight.Path)]);
            }
        }

        return loss;
    }

    public void CheckMark(int step)
    {
        if (!_trace.GetProperty("marks").TryGetProperty($"{step}", out JsonElement mark))
        {
            return;
        }

        double spread = Largest("weights", step);
        Check($"weights after {step}", mark.GetProperty("weights"), path => Doubles(_weights[IndexOf(path)]), spread, null);
        if (mark.TryGetProperty("slots", out JsonElement slots))
        {
            foreach (JsonProperty slot in slots.EnumerateObject().Where(slot => slot.Value.ValueKind == JsonValueKind.Object))
            {
                Check($"{slot.Name} after {step}", slot.Value, path => Doubles(_optimizer.Slots[slot.Name][Array.FindIndex(_trainable, i => _all[i].Path == path)]), Largest("slots", step), null);
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

    private static void Check(string what, JsonElement digests, Func<string, double[]> values, double spread, JsonElement? own)
    {
        double far = own is { } element ? Max(element) : spread;
        double tolerance = IsSingle ? Math.Max(1e-5, 10 * far) : Math.Max(1e-11, 1e-7 * far);
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

    private int IndexOf(string path) => Array.FindIndex(_all, weight => weight.Path == path);

    private T[] Start(JsonElement entry, Weight weight)
    {
        T[] values = new T[weight.Shape.Count];
        if (entry.TryGetProperty("constant", out JsonElement constant))
        {
            Array.Fill(values, T.CreateTruncating(constant.GetDouble()));
        }
        else
        {
            ulong tensor = entry.GetProperty("tensor").GetUInt64();
            (double limit, double shift) = (entry.GetProperty("limit").GetDouble(), entry.GetProperty("shift").GetDouble());
            for (int i = 0; i < values.Length; i++)
            {
                values[i] = T.CreateTruncating((1 + _jitter) * ((((2 * Top(Mix(unchecked(((ulong)_seed << 48) + (tensor << 32) + (ulong)i)))) - 1) * limit) + shift));
            }
        }

        return values;
    }

    private static T[] Typed(double[] values) => [.. values.Select(T.CreateTruncating)];

    private static double[] Doubles(T[] values) => [.. values.Select(double.CreateTruncating)];

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
