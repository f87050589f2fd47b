using FashionRef.Evaluation.ModelFiles;
using FashionRef.Files;
using FashionRef.Formats;
using FashionRef.Formats.Keras;
using FashionRef.Formats.Keras.Writing;
using FashionRef.Formats.Onnx;
using FashionRef.Models;

namespace FashionRef.Cli.Commands.Convert;

/// <summary>A model to be written in another form.</summary>
/// <param name="Title">What to call it.</param>
/// <param name="Model">Its layers and shapes.</param>
/// <param name="Content">What a file of Keras is written from.</param>
/// <param name="HasTraining">Whether there is more than inference in it.</param>
internal sealed record ConvertedModel(string Title, BuiltModel Model, KerasContent Content, bool HasTraining)
{
    private const string NameTheModel = "Name the file of their model with --model.";

    // The notebook's models take pixels and have a title.
    private bool IsNotebooks { get; init; }

    /// <summary>Writes it as ONNX.</summary>
    /// <param name="path">The file.</param>
    /// <param name="weights">All its weights.</param>
    public void WriteOnnx(string path, IReadOnlyList<WeightValues> weights)
    {
        if (IsNotebooks)
        {
            OnnxFile.Write(path, Model, weights, Title);
        }
        else
        {
            OnnxFile.Write(path, Model, weights);
        }
    }

    /// <summary>Reads a model.</summary>
    /// <param name="path">A file of Keras, or a safetensors file of the notebook's models.</param>
    /// <param name="modelPath">The file with the configuration, where the first holds only weights.</param>
    /// <param name="input">The shape of a sample, for a model that does not say it.</param>
    /// <param name="byOrder">Whether weights are taken in their order.</param>
    public static ConvertedModel Read(string path, string? modelPath, Shape? input, bool byOrder)
    {
        bool isSafetensors = FileKind.IsSafetensors(path);
        if (isSafetensors && modelPath is not null)
        {
            return OfArrays(path, modelPath, input, byOrder);
        }

        if (isSafetensors)
        {
            TrainedContent trained = TrainedContent.Read(path);
            return new ConvertedModel(NotebookModels.Title(trained.Trained.Number), trained.Trained.Model, trained.Content, HasTraining: false) { IsNotebooks = true };
        }

        using KerasFile file = KerasFile.Read(path, input);
        using KerasFile? configured = modelPath is null ? null : KerasFile.Read(modelPath, input);
        BuiltModel model = (configured ?? file).RequireModel(NameTheModel);
        return new ConvertedModel($"'{OutsideText.Line(path)}'", model, KerasContent.Of(file, path, configured, byOrder), (configured ?? file).Compilation is not null);
    }

    private static ConvertedModel OfArrays(string path, string modelPath, Shape? input, bool byOrder)
    {
        if (byOrder)
        {
            throw new FashionRefException(FaultKind.BadRequest, "--by-order is for files of Keras: the arrays of a safetensors file have no order but that of their names. Leave it out.");
        }

        using KerasFile configured = KerasFile.Read(modelPath, input);
        BuiltModel model = configured.RequireModel(NameTheModel);
        KerasContent content = KerasContent.Of(configured, modelPath, KerasWeights.Load(SafetensorsFile.Read(path), model, path));
        return new ConvertedModel($"'{OutsideText.Line(path)}'", model, content, configured.Compilation is not null);
    }
}
