using System.Globalization;
using FashionRef.Engines;
using FashionRef.Files;
using FashionRef.Formats;
using FashionRef.Formats.Json;
using FashionRef.Formats.Keras.Writing;
using FashionRef.Models;
using FashionRef.Training.Runs;

namespace FashionRef.Evaluation.ModelFiles;

/// <summary>One of the notebook's models from a safetensors file, ready to be written as a file of Keras.</summary>
/// <param name="Trained">The model with its weights.</param>
/// <param name="Content">The same as Keras has it; with Adam's state where the file is a checkpoint.</param>
public sealed record TrainedContent(TrainedModel Trained, KerasContent Content)
{
    private const string FirstMoments = "adam/m/";
    private const string SecondMoments = "adam/v/";

    /// <summary>Reads the weights that a training left, or its checkpoint.</summary>
    /// <param name="path">A safetensors file.</param>
    /// <param name="number">The model that it must hold; null for either.</param>
    /// <exception cref="FashionRefException">It cannot be read, or does not hold such a model (bad request).</exception>
    public static TrainedContent Read(string path, int? number = null)
    {
        SafetensorsContent content = SafetensorsFile.Read(path);
        ILookup<string, WeightValues> parts = content.Arrays.ToLookup(array => Part(array.Path));
        TrainedModel trained = TrainedModel.Of(content with { Arrays = [.. parts[""]] }, path, number);
        KerasTraining? training = parts.Contains(FirstMoments) ? Training(content.Metadata, parts, trained.Model, path) : null;
        return new TrainedContent(trained, KerasContent.Of(trained.Model, trained.Weights, training));
    }

    private static KerasTraining Training(IReadOnlyDictionary<string, string> metadata, ILookup<string, WeightValues> parts, BuiltModel model, string path)
    {
        try
        {
            RunSettings settings = JsonText.Read<RunSettings>(System.Text.Encoding.UTF8.GetBytes(metadata["settings"]));
            long step = long.Parse(metadata["step"], NumberStyles.None, CultureInfo.InvariantCulture);
            Adam adam = new(settings.LearningRate);
            return new KerasTraining(adam.LearningRate, adam.Beta1, adam.Beta2, adam.Epsilon, step, Moments(parts, FirstMoments, model), Moments(parts, SecondMoments, model));
        }
        catch (Exception fault) when (fault is ContentFaultException or KeyNotFoundException or FormatException or OverflowException)
        {
            throw new FashionRefException(FaultKind.BadRequest, $"'{path}' holds Adam's moments, and not how they were made: it is no checkpoint of this program. Name the file of the weights.", fault);
        }
    }

    // A safetensors file has its arrays in the order of their names.
    private static WeightValues[] Moments(ILookup<string, WeightValues> parts, string prefix, BuiltModel model)
    {
        Dictionary<string, WeightValues> named = parts[prefix].ToDictionary(moment => moment.Path[prefix.Length..]);
        return [.. model.Weights.Where(weight => weight.Spec.IsTrainable).Select(weight => named[weight.Path] with { Path = weight.Path })];
    }

    private static string Part(string path) => path.StartsWith(FirstMoments, StringComparison.Ordinal) ? FirstMoments
        : path.StartsWith(SecondMoments, StringComparison.Ordinal) ? SecondMoments
        : "";
}
