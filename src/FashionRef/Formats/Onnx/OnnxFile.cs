using FashionRef.Files;
using FashionRef.Formats.Onnx.Schema;
using FashionRef.Models;
using Google.Protobuf;
using static System.FormattableString;

namespace FashionRef.Formats.Onnx;

/// <summary>Writes models in the ONNX format, for ONNX Runtime and other programs.</summary>
/// <remarks>
/// The notebook's models take <c>pixels</c>, float32 <c>[N, 28, 28, 1]</c>, raw 0 to 255, and give <c>probabilities</c>, float32
/// <c>[N, 10]</c>. Any other model takes <c>input</c>, <c>[N, …]</c> in its input shape, and gives <c>probabilities</c> if it ends with a
/// softmax, otherwise <c>output</c>, <c>[N, …]</c> in its output shape. Any N. All numbers are float32, whatever the model was trained in.
/// The same model always gives the same bytes.
/// </remarks>
public static class OnnxFile
{
    /// <summary>The input's name in the notebook's models.</summary>
    public const string InputName = "pixels";

    /// <summary>The output's name in models that end with a softmax, as the notebook's do.</summary>
    public const string OutputName = "probabilities";

    /// <summary>The input's name in other models.</summary>
    public const string OtherInputName = "input";

    /// <summary>The output's name in models that do not end with a softmax.</summary>
    public const string OtherOutputName = "output";

    // The first with operator set 17 (ONNX 1.12, 2022).
    private const int IrVersion = 8;
    private const string Batch = "N";

    // A file is one message of protobuf, which may have 2 GiB; a part is left for all that is no weight.
    private const long MostParameters = (int.MaxValue - (64 << 20)) / sizeof(float);

    /// <summary>Writes a file of one of the notebook's models.</summary>
    /// <param name="path">The file, replaced as a whole.</param>
    /// <param name="model">The model.</param>
    /// <param name="weights">All its weights, by the paths that the model gives them.</param>
    /// <param name="title">The model's title.</param>
    /// <exception cref="FashionRefException">A layer has no operator (bad request), or the file cannot be written (3).</exception>
    public static void Write(string path, BuiltModel model, IReadOnlyList<WeightValues> weights, string title) =>
        Write(path, Build(model, weights, InputName, "Raw pixels, 0 (background) to 255, not divided.", sha256 => ($"{title} on Fashion-MNIST.", [])));

    /// <summary>Writes a file of any model.</summary>
    /// <param name="path">The file, replaced as a whole.</param>
    /// <param name="model">The model.</param>
    /// <param name="weights">All its weights, by the paths that the model gives them; rounded to float32.</param>
    /// <exception cref="FashionRefException">
    /// A layer has no operator, a weight is too large for a float32, or all are for a file (bad request), or the file cannot be written (3).
    /// </exception>
    public static void Write(string path, BuiltModel model, IReadOnlyList<WeightValues> weights)
    {
        ArgumentNullException.ThrowIfNull(model);
        string name = OutsideText.Line(model.Name);
        Write(path, Build(
            model,
            weights,
            OtherInputName,
            "What the model takes, as it was in training.",
            sha256 => ($"Keras' model '{name}', whose weights have the SHA-256 {sha256}.", [("model", name)])));
    }

    private static void Write(string path, ModelProto file)
    {
        byte[] bytes = file.ToByteArray();
        AtomicFile.Write(path, stream => stream.Write(bytes));
    }

    private static ModelProto Build(
        BuiltModel model,
        IReadOnlyList<WeightValues> weights,
        string inputName,
        string inputDescription,
        Func<string, (string Description, IEnumerable<(string Key, string Value)> Metadata)> describe)
    {
        ArgumentNullException.ThrowIfNull(model);
        if (model.ParameterCount > MostParameters)
        {
            throw new FashionRefException(
                FaultKind.BadRequest,
                Invariant($"'{model.Name}' has {model.ParameterCount} parameters, and an ONNX file holds at most {MostParameters}. Keep the model as Keras' file."));
        }

        WeightValues[] rounded = [.. weights.Select(Rounded)];
        IReadOnlyList<OnnxLayer> layers = OnnxLayer.Of(model);
        bool givesProbabilities = layers is [.., { Activation: Activation.Softmax }];
        string outputName = givesProbabilities ? OutputName : OtherOutputName;
        OnnxGraph graph = new(OutsideText.Line(model.Name), inputName, outputName);
        OnnxLayer.Write(layers, new OnnxFlow(model, rounded.ToDictionary(weight => weight.Path), graph), graph, outputName);
        string sha256 = Float32Bytes.Sha256(rounded);
        (string description, IEnumerable<(string Key, string Value)> metadata) = describe(sha256);
        ModelProto file = new()
        {
            IrVersion = IrVersion,
            ProducerName = "FashionRef",
            ProducerVersion = typeof(OnnxFile).Assembly.GetName().Version!.ToString(3),
            DocString = description,
            Graph = graph.Build(
                OnnxGraph.Value(inputName, inputDescription, [Batch, .. Sizes(model.InputShape)]),
                OnnxGraph.Value(
                    outputName,
                    givesProbabilities ? "The probability of every class." : "What the model gives.",
                    [Batch, .. Sizes(model.OutputShape)])),
        };
        file.OpsetImport.Add(new OperatorSetIdProto { Version = OnnxLayer.OperatorSet });
        file.MetadataProps.Add(metadata.Select(entry => new StringStringEntryProto { Key = entry.Key, Value = entry.Value }));
        file.MetadataProps.Add(new StringStringEntryProto { Key = "weights_sha256", Value = sha256 });
        return file;
    }

    private static IEnumerable<string> Sizes(Shape shape) => shape.Dimensions.Select(size => Invariant($"{size}"));

    // Models of other precisions have weights that are no float32.
    private static WeightValues Rounded(WeightValues weight)
    {
        double[] values = new double[weight.Values.Length];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = (float)weight.Values[i];
            if (double.IsInfinity(values[i]))
            {
                throw new FashionRefException(
                    FaultKind.BadRequest,
                    Invariant($"'{weight.Path}' holds {weight.Values[i]}, which is too large for the float32 of ONNX files. Predict with this program in float64."));
            }
        }

        return weight with { Values = values };
    }
}
