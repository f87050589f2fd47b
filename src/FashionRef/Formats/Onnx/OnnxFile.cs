using FashionRef.Files;
using FashionRef.Formats.Onnx.Schema;
using FashionRef.Models;
using Google.Protobuf;
using static System.FormattableString;

namespace FashionRef.Formats.Onnx;

/// <summary>Writes models in the ONNX format, for ONNX Runtime and other programs.</summary>
/// <remarks>
/// Input <c>pixels</c>, float32 <c>[N, 28, 28, 1]</c>, raw 0 to 255; output <c>probabilities</c>, float32 <c>[N, 10]</c>; any N.
/// The same model always gives the same bytes.
/// </remarks>
public static class OnnxFile
{
    /// <summary>The input's name.</summary>
    public const string InputName = "pixels";

    /// <summary>The output's name.</summary>
    public const string OutputName = "probabilities";

    // The first with operator set 17 (ONNX 1.12, 2022).
    private const int IrVersion = 8;
    private const string Batch = "N";

    /// <summary>Writes a file.</summary>
    /// <param name="path">The file, replaced as a whole.</param>
    /// <param name="model">The model.</param>
    /// <param name="weights">All its weights, by the paths that the model gives them.</param>
    /// <param name="title">The model's title.</param>
    /// <exception cref="FashionRefException">A layer has no operator (bad request), or the file cannot be written (3).</exception>
    public static void Write(string path, BuiltModel model, IReadOnlyList<WeightValues> weights, string title)
    {
        byte[] bytes = Build(model, weights, title).ToByteArray();
        AtomicFile.Write(path, stream => stream.Write(bytes));
    }

    private static ModelProto Build(BuiltModel model, IReadOnlyList<WeightValues> weights, string title)
    {
        ArgumentNullException.ThrowIfNull(model);
        OnnxGraph graph = new(model.Name, InputName);
        new OnnxLayers(model, weights.ToDictionary(weight => weight.Path), graph).Add(OutputName);
        ModelProto file = new()
        {
            IrVersion = IrVersion,
            ProducerName = "FashionRef",
            ProducerVersion = typeof(OnnxFile).Assembly.GetName().Version!.ToString(3),
            DocString = $"{title} on Fashion-MNIST.",
            Graph = graph.Build(
                OnnxGraph.Value(InputName, "Raw pixels, 0 (background) to 255, not divided.", [Batch, .. model.InputShape.Dimensions.Select(size => Invariant($"{size}"))]),
                OnnxGraph.Value(OutputName, "The probability of every class.", Batch, Invariant($"{model.ClassCount}"))),
        };
        file.OpsetImport.Add(new OperatorSetIdProto { Version = OnnxLayers.OperatorSet });
        file.MetadataProps.Add(new StringStringEntryProto { Key = "weights_sha256", Value = Float32Bytes.Sha256(weights) });
        return file;
    }
}
