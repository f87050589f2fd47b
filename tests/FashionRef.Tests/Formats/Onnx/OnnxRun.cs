using FashionRef.Models;
using Microsoft.ML.OnnxRuntime;

namespace FashionRef.Tests.Formats.Onnx;

/// <summary>Asks ONNX Runtime, which checks a file before it runs it.</summary>
internal static class OnnxRun
{
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
}
