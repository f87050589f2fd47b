using FashionRef.Formats.Keras;

namespace FashionRef.Cli.Commands.Convert;

/// <summary>The form of a file to write, told by the ending of its name.</summary>
/// <param name="Kind">The form of Keras; null for another program's.</param>
/// <param name="IsOnnx">Whether it is ONNX; else another program's form is safetensors.</param>
internal sealed record TargetForm(KerasFileKind? Kind, bool IsOnnx = false)
{
    private const string SafetensorsEnding = ".safetensors";
    private const string OnnxEnding = ".onnx";

    /// <summary>The endings that are known.</summary>
    public static IEnumerable<string> Endings => [.. KerasFileKinds.Endings, SafetensorsEnding, OnnxEnding];

    /// <summary>The form of a file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="FashionRefException">Its name has another ending (bad request).</exception>
    public static TargetForm Of(string path) => KerasFileKinds.OfEnding(path) is { } kind ? new TargetForm(kind)
        : path.EndsWith(SafetensorsEnding, StringComparison.OrdinalIgnoreCase) ? new TargetForm(Kind: null)
        : path.EndsWith(OnnxEnding, StringComparison.OrdinalIgnoreCase) ? new TargetForm(Kind: null, IsOnnx: true)
        : throw new FashionRefException(FaultKind.BadRequest, $"'{path}' does not say its form: its name must end with one of {string.Join(", ", Endings)}.");
}
