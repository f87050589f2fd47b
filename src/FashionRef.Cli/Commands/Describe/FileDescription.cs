using System.Globalization;
using System.Text;
using System.Text.Json;
using FashionRef.Engines.Inference;
using FashionRef.Engines.Losses;
using FashionRef.Formats.Keras;
using FashionRef.Models;
using FashionRef.Models.Layers;
using FashionRef.Training.Compiled;

namespace FashionRef.Cli.Commands.Describe;

/// <summary>A model file as text: who wrote it, its layers, input and output, how it was trained, and what is unusual.</summary>
internal static class FileDescription
{
    private const int LabelWidth = 11;

    public static string Format(string path, KerasFile file)
    {
        StringBuilder text = new();
        text.Append(CultureInfo.InvariantCulture, $"{OutsideText.Line(path)}: {Kind(file.Kind)}{(file.Version is { } version ? $", written by Keras {OutsideText.Line(version)}" : "")}\n\n");
        if (file.Model is { } model)
        {
            text.Append(KerasSummary.Render(model, new SummaryOptions(ExpandsNested: model.Layers.Any(layer => layer.Model is not null), Optimizer: file.OptimizerSize))).Append('\n');
            Line(text, "Input", $"{WithBatch(model.InputShape)}");
            Line(text, "Output", $"{WithBatch(model.OutputShape)}, {OutputKind(model)}");
            InferenceCost cost = InferenceCost.Of(model);
            Line(text, "Cost", string.Create(CultureInfo.InvariantCulture, $"{cost.MultiplyAdds:N0} multiply-adds an input"));
        }
        else if (file.ConfiguredLayers.Count > 0)
        {
            foreach ((string name, string className) in file.ConfiguredLayers)
            {
                text.Append(CultureInfo.InvariantCulture, $"  {OutsideText.Line(name)} ({OutsideText.Line(className)})\n");
            }

            text.Append('\n');
        }
        else
        {
            foreach ((string arrayPath, IReadOnlyList<long> shape, string type) in file.StoredArrays)
            {
                text.Append(CultureInfo.InvariantCulture, $"  {OutsideText.Line(arrayPath)}  ({string.Join(", ", shape)}) {type}\n");
            }

            text.Append('\n');
        }

        AppendTraining(text, file);
        string[] remarks =
        [
            .. file.Refusal is { } refusal ? [$"This model is not computed here. {refusal}"] : Array.Empty<string>(),
            .. file.Remarks,
            .. file is { Architecture: not null, Model: null } ? ["For example: --input 28,28,1."] : Array.Empty<string>(),
        ];
        string space = text.ToString().EndsWith("\n\n", StringComparison.Ordinal) || remarks.Length == 0 ? "" : "\n";
        return $"{text}{space}{string.Concat(remarks.Select(remark => $"{OutsideText.Line(remark)}\n"))}";
    }

    /// <summary>What a kind of file is called.</summary>
    public static string Kind(KerasFileKind kind) => kind switch
    {
        KerasFileKind.Archive => "a .keras file",
        KerasFileKind.Folder => "an unpacked .keras file",
        KerasFileKind.Weights => "weights (.weights.h5)",
        KerasFileKind.LegacyModel => "a model in the legacy form (.h5)",
        KerasFileKind.LegacyWeights => "weights in the legacy form (.h5)",
        KerasFileKind.Json => "a configuration without weights (JSON)",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    private static void AppendTraining(StringBuilder text, KerasFile file)
    {
        if (file.Compilation is not { } compilation)
        {
            if (file.Model is not null)
            {
                Line(text, "Training", "not compiled");
            }

            return;
        }

        string state = file.OptimizerSteps is { } steps
            ? string.Create(CultureInfo.InvariantCulture, $"; its state after {steps:N0} step{(steps == 1 ? "" : "s")} is stored ({file.OptimizerVariableCount} variables)")
            : "; its state is not stored";
        Line(text, "Optimizer", compilation.Optimizer is { } optimizer ? $"{OutsideText.Line(optimizer)}{LearningRate(compilation)}{state}" : "not told");
        Line(text, "Loss", compilation.Loss is { } loss ? $"{OutsideText.Line(loss)}{LossSettings(compilation)}" : "not told");
    }

    private static string LossSettings(KerasCompilation compilation) => KerasLoss.Of(compilation)?.Settings is { } loss
        ? string.Create(
            CultureInfo.InvariantCulture,
            $"{(loss.FromLogits ? ", from logits" : "")}{(loss.LabelSmoothing > 0 ? $", label smoothing {loss.LabelSmoothing}" : "")}{(loss.Reduction != LossReduction.SumOverBatchSize ? $", reduction {KerasNames.ToSnakeCase(loss.Reduction.ToString())}" : "")}{(compilation.LossWeight is { } weight ? $", loss_weights {OutsideText.Line(weight)}" : "")}")
        : "";

    /// <summary>What the outputs are: the last activation in words.</summary>
    public static string OutputKind(BuiltModel model) => EndsWithSoftmax(model) ? "probabilities (softmax)"
        : model.Chain.LastOrDefault(layer => layer.Layer is not (TrainingOnly or Flatten or Reshape))?.Layer switch
        {
            Dense dense => Words(dense.Activation),
            Conv2D convolution => Words(convolution.Activation),
            ActivationLayer activation => Words(activation.Function),
            { } other => $"of {other.TypeName}",
            null => "its inputs",
        };

    private static string Words(Activation activation) =>
        activation == Activation.Linear ? "linear" : KerasNames.ToSnakeCase(activation.ToString());

    /// <summary>The optimizer's learning rate; null where it is not told, or follows a schedule.</summary>
    public static float? ConstantLearningRate(KerasCompilation compilation) =>
        Rate(compilation) is { ValueKind: JsonValueKind.Number } rate && rate.TryGetSingle(out float number) && float.IsFinite(number) ? number : null;

    private static JsonElement? Rate(KerasCompilation compilation) => compilation.OptimizerConfig is { } config
        && (config.TryGetProperty("learning_rate", out JsonElement rate) || config.TryGetProperty("lr", out rate)) ? rate : null;

    private static string LearningRate(KerasCompilation compilation)
    {
        if (ConstantLearningRate(compilation) is { } number)
        {
            return string.Create(CultureInfo.InvariantCulture, $", learning rate {number}");
        }

        return Rate(compilation) is not { } rate ? "" : rate.ValueKind switch
        {
            JsonValueKind.Object when rate.TryGetProperty("class_name", out JsonElement schedule) && schedule.ValueKind == JsonValueKind.String =>
                $", learning rate by {OutsideText.Line(schedule.GetString()!)}",
            _ => "",
        };
    }

    private static bool EndsWithSoftmax(BuiltModel model) => InferenceChain.EndsInSoftmax(model);

    private static string WithBatch(Shape shape) => $"(None, {string.Join(", ", shape.Dimensions)})";

    private static void Line(StringBuilder text, string label, string value) => text.Append($"{label.PadRight(LabelWidth)}{value}\n");
}
