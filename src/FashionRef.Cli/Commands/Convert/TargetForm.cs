using FashionRef.Formats.Keras;

namespace FashionRef.Cli.Commands.Convert;

/// <summary>The form of a file to write, told by the ending of its name.</summary>
/// <param name="Ending">With its point.</param>
/// <param name="Kind">The form of Keras; null for another program's.</param>
internal sealed record TargetForm(string Ending, KerasFileKind? Kind)
{
    /// <summary>ONNX.</summary>
    public static readonly TargetForm Onnx = new(".onnx", null);

    private static readonly TargetForm[] All =
    [
        new(".keras", KerasFileKind.Archive),
        new(".weights.h5", KerasFileKind.Weights),
        new(".h5", KerasFileKind.LegacyModel),
        new(".json", KerasFileKind.Json),
        new(".safetensors", null),
        Onnx,
    ];

    /// <summary>The endings that are known.</summary>
    public static IEnumerable<string> Endings => All.Select(form => form.Ending);

    /// <summary>The form of a file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="FashionRefException">Its name has another ending (bad request).</exception>
    public static TargetForm Of(string path) => Array.Find(All, form => path.EndsWith(form.Ending, StringComparison.OrdinalIgnoreCase))
        ?? throw new FashionRefException(FaultKind.BadRequest, $"'{path}' does not say its form: its name must end with one of {string.Join(", ", Endings)}.");
}
