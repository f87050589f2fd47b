using FashionRef.Engines;
using FashionRef.Engines.Exact;
using FashionRef.Formats.Onnx;
using FashionRef.Formats.Onnx.Schema;
using FashionRef.Models;
using FashionRef.Training;
using Microsoft.ML.OnnxRuntime;

namespace FashionRef.Tests.Formats.Onnx;

/// <summary>Asks ONNX Runtime, which checks a file before it runs it.</summary>
internal static class OnnxRun
{
    private const int Samples = 3;

    // Sums in another order; and ONNX Runtime's float32 places of interpolated pixels, which give the largest difference measured: 7.6e-6.
    private const double Tolerance = 1e-5;

    /// <summary>What a file of one input and one output gives.</summary>
    /// <param name="file">The file.</param>
    /// <param name="shape">Of a sample.</param>
    /// <param name="inputs"><c>[samples, …]</c>, row-major.</param>
    public static double[] Predict(string file, Shape shape, double[] inputs)
    {
        using InferenceSession session = new(file);
        long[] sizes = [inputs.Length / shape.Count, .. shape.Dimensions.Select(size => (long)size)];
        using OrtValue value = OrtValue.CreateTensorValueFromMemory(Array.ConvertAll(inputs, input => (float)input), sizes);
        using RunOptions options = new();
        using IDisposableReadOnlyCollection<OrtValue> output = session.Run(
            options, new Dictionary<string, OrtValue> { [session.InputNames.Single()] = value }, [.. session.OutputNames]);
        Assert.That(output[0].GetTensorTypeAndShape().Shape[1..], Is.EqualTo(session.OutputMetadata.Single().Value.Dimensions[1..].Select(size => (long)size)), "the shape that the file tells");
        return Array.ConvertAll(output[0].GetTensorDataAsSpan<float>().ToArray(), number => (double)number);
    }

    /// <summary>Writes a small model with made-up weights, and compares what ONNX Runtime gives with the exact engine.</summary>
    /// <param name="shape">Of a sample.</param>
    /// <param name="layers">The model.</param>
    /// <returns>The operators in the file, in their order.</returns>
    public static string[] AssertAsExact(Shape shape, params Layer[] layers) => AssertAsExact(Tolerance, shape, layers);

    /// <inheritdoc cref="AssertAsExact(Shape, Layer[])"/>
    /// <param name="tolerance">As a part of the largest output, or of 1.</param>
    /// <param name="shape">Of a sample.</param>
    /// <param name="layers">The model.</param>
    public static string[] AssertAsExact(double tolerance, Shape shape, params Layer[] layers)
    {
        using TemporaryFolder folder = new();
        BuiltModel model = new Sequential(shape, [.. layers]).Build();
        WeightValues[] weights = [.. model.Weights.Select(weight => new WeightValues(weight.Path, weight.Shape, MadeUp(weight)))];
        double[] inputs = MadeUp(Samples * shape.Count, 3.1, 4);
        OnnxFile.Write(folder["f"], model, weights);

        double[] actual = Predict(folder["f"], shape, inputs);

        double[] expected = Exact(model, weights, inputs);
        double worst = actual.Zip(expected, (a, b) => Math.Abs(a - b)).Max() / Math.Max(expected.Max(Math.Abs), 1);
        TestContext.Out.WriteLine(FormattableString.Invariant($"{worst:0.0e+00} from the exact engine."));
        Assert.That(actual, Has.Length.EqualTo(expected.Length));
        Assert.That(worst, Is.LessThanOrEqualTo(tolerance));
        return [.. ModelProto.Parser.ParseFrom(File.ReadAllBytes(folder["f"])).Graph.Node.Select(node => node.OpType)];
    }

    private static double[] Exact(BuiltModel model, WeightValues[] weights, double[] inputs)
    {
        using IInference inference = new ExactEngine(threads: 1).CreatePredictor(model, weights);
        double[] results = new double[Samples * model.OutputShape.Count];
        inference.Predict(inputs, results);
        if (inference.GivesLogits)
        {
            int classes = model.OutputShape.Dimensions[^1];
            for (int start = 0; start < results.Length; start += classes)
            {
                double[] logits = results[start..(start + classes)];
                LogitMetrics.Softmax(logits, results.AsSpan(start, classes), inference.Precision);
            }
        }

        return results;
    }

    // Variances are above 0.
    private static double[] MadeUp(Weight weight) => weight.Spec.Name.Contains("variance", StringComparison.Ordinal)
        ? [.. MadeUp(weight.Shape.Count, 1.7, 1).Select(value => (double)(float)(1.25 + value))]
        : MadeUp(weight.Shape.Count, 2.3 + weight.Path.Length, 1);

    private static double[] MadeUp(int count, double step, double most) => [.. Enumerable.Range(1, count).Select(i => (double)(float)(most * Math.Sin(step * i * (1 + (0.01 * i)))))];
}
