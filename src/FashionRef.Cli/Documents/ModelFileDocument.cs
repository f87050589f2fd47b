using System.Text.Json.Serialization;
using FashionRef.Cli.Commands.Describe;
using FashionRef.Engines.Inference;
using FashionRef.Formats.Keras;
using FashionRef.Training.Compiled;

namespace FashionRef.Cli.Documents;

/// <summary>A model file, as <c>describe FILE --json</c> writes it.</summary>
/// <param name="Format">Always <see cref="CurrentFormat"/>.</param>
/// <param name="File">The file.</param>
/// <param name="Kind">Its form.</param>
/// <param name="KerasVersion">The version of Keras that wrote it; null where it is not told.</param>
/// <param name="Name">The model's name; null where the model is not computed here.</param>
/// <param name="InputShape">For one sample; null where it is not known.</param>
/// <param name="OutputShape">For one sample; null where it is not known.</param>
/// <param name="Parameters">The number of parameters; null where it is not known.</param>
/// <param name="NonTrainableParameters">How many the optimizer does not update.</param>
/// <param name="Layers">In the order in which data flows; models inside are one, with the layers' classes only where the model is not computed here.</param>
/// <param name="Optimizer">Its class, or null.</param>
/// <param name="OptimizerSteps">How many steps it has taken, or null.</param>
/// <param name="OptimizerVariables">How many of its variables are stored.</param>
/// <param name="Loss">The loss' name, or null.</param>
/// <param name="Refusal">Why the model is not computed here, or null.</param>
/// <param name="Remarks">What is unusual.</param>
internal sealed record ModelFileDocument(
    string Format,
    string File,
    KerasFileKind Kind,
    string? KerasVersion,
    string? Name,
    IReadOnlyList<int>? InputShape,
    IReadOnlyList<int>? OutputShape,
    long? Parameters,
    long? NonTrainableParameters,
    IReadOnlyList<FileLayerDocument> Layers,
    string? Optimizer,
    long? OptimizerSteps,
    int OptimizerVariables,
    string? Loss,
    string? Refusal,
    IReadOnlyList<string> Remarks)
{
    public const string CurrentFormat = "fashionref-model-file-1";

    /// <summary>What the outputs are, for example <c>probabilities (softmax)</c> or <c>linear</c>. Left out where the model is not computed here.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Output { get; init; }

    /// <summary>Multiply-adds for one input. Left out where the model is not computed here.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? MultiplyAdds { get; init; }

    /// <summary>The optimizer's learning rate. Left out where it is not told, or follows a schedule.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public float? LearningRate { get; init; }

    /// <summary>Whether the loss takes the outputs as logits. Left out where the loss is not told, or not known here.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? LossFromLogits { get; init; }

    public static ModelFileDocument Of(string path, KerasFile file) => new(
        CurrentFormat,
        path,
        file.Kind,
        file.Version,
        file.Model?.Name,
        file.Model?.InputShape.Dimensions,
        file.Model?.OutputShape.Dimensions,
        file.Model?.ParameterCount,
        file.Model?.NonTrainableParameterCount,
        file.Model is { } model
            ? [.. model.Layers.Select(layer => new FileLayerDocument(layer.Name, layer.Layer.TypeName, layer.OutputShape.Dimensions, layer.ParameterCount))]
            : [.. file.ConfiguredLayers.Select(layer => new FileLayerDocument(layer.Name, layer.ClassName, null, null))],
        file.Compilation?.Optimizer,
        file.OptimizerSteps,
        file.OptimizerVariableCount,
        file.Compilation?.Loss,
        file.Refusal,
        file.Remarks)
    {
        Output = file.Model is { } built ? FileDescription.OutputKind(built) : null,
        MultiplyAdds = file.Model is { } computed ? InferenceCost.Of(computed).MultiplyAdds : null,
        LearningRate = file.Compilation is { } compilation ? FileDescription.ConstantLearningRate(compilation) : null,
        LossFromLogits = KerasLoss.Of(file.Compilation)?.Settings.FromLogits,
    };
}

/// <summary>A layer of a model file.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Keras' class name.</param>
/// <param name="OutputShape">For one sample; null where the model is not computed here.</param>
/// <param name="Parameters">The number of parameters; null where the model is not computed here.</param>
internal sealed record FileLayerDocument(string Name, string Type, IReadOnlyList<int>? OutputShape, long? Parameters);
