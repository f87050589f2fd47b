using FashionRef.Files;
using FashionRef.Models;

namespace FashionRef.Formats;

/// <summary>
/// Finds a model's weights in a file that names them as Keras does. The numbers in layers' names depend on what else the
/// session had created, so they only order the layers of a kind: the first <c>conv2d</c> of the file is the first of the model.
/// </summary>
public static class KerasWeights
{
    /// <summary>The file's weights, in Keras' order, under the paths that they have in the model.</summary>
    /// <param name="content">What the file holds: <c>model/layer/weight</c>, in Keras' layouts.</param>
    /// <param name="model">The model that it should hold.</param>
    /// <param name="fileName">The file, for errors.</param>
    /// <exception cref="FashionRefException">
    /// A layer or weight is missing or superfluous, a shape differs, a name is not Keras', or a number is not finite (bad request).
    /// </exception>
    public static IReadOnlyList<WeightValues> Load(SafetensorsContent content, BuiltModel model, string fileName)
    {
        ArgumentNullException.ThrowIfNull(content);
        ArgumentNullException.ThrowIfNull(model);
        try
        {
            return ByPath(content, model) ?? Match(content, model);
        }
        catch (ContentFaultException exception)
        {
            throw new FashionRefException(
                FaultKind.BadRequest, $"'{fileName}' {exception.Message}. Name a file that holds this model's weights.", exception);
        }
    }

    /// <summary>As <see cref="Load"/>, for a caller with its own message.</summary>
    /// <exception cref="ContentFaultException">The file does not hold the model.</exception>
    internal static IReadOnlyList<WeightValues> Match(SafetensorsContent content, BuiltModel model)
    {
        ILookup<string, KerasLayer> stored = KerasLayer.Group(content.Arrays).ToLookup(layer => layer.Kind);
        ILookup<string, BuiltLayer> wanted = model.Layers
            .Where(layer => !layer.Weights.IsEmpty)
            .ToLookup(layer => KerasLayer.KindOf(layer.Name));
        foreach (string kind in stored.Concat<IGrouping<string, object>>(wanted).Select(layers => layers.Key).Distinct())
        {
            RequireAsMany(kind, [.. stored[kind]], wanted[kind].Count());
        }

        Dictionary<string, WeightValues> found = wanted
            .SelectMany(layers => layers.Zip(stored[layers.Key], Take))
            .SelectMany(weights => weights)
            .ToDictionary(weight => weight.Path);
        return [.. model.Weights.Select(weight => found[weight.Path])];
    }

    // Files that were written from this very model have its paths, whatever its layers are called; null where one is another.
    private static WeightValues[]? ByPath(SafetensorsContent content, BuiltModel model)
    {
        Dictionary<string, WeightValues> stored = content.Arrays.DistinctBy(array => array.Path).ToDictionary(array => array.Path);
        Weight[] wanted = [.. model.Weights];
        if (content.Arrays.Count != wanted.Length || !wanted.All(weight => stored.TryGetValue(weight.Path, out WeightValues? array) && array.Shape == weight.Shape))
        {
            return null;
        }

        foreach (WeightValues array in content.Arrays)
        {
            KerasLayer.RequireFinite(array);
        }

        return [.. wanted.Select(weight => stored[weight.Path])];
    }

    private static void RequireAsMany(string kind, KerasLayer[] stored, int wanted)
    {
        if (stored.Length > wanted)
        {
            throw new ContentFaultException($"has a layer too many, '{stored[wanted].Path}': the model has {wanted} of kind {kind}");
        }

        if (stored.Length < wanted)
        {
            throw new ContentFaultException($"lacks a layer of kind {kind}: it has {stored.Length}, and the model has {wanted}");
        }
    }

    private static IEnumerable<WeightValues> Take(BuiltLayer layer, KerasLayer stored)
    {
        string[] names = [.. layer.Weights.Select(weight => weight.Spec.Name)];
        if (stored.Weights.Keys.FirstOrDefault(name => !names.Contains(name)) is { } extra)
        {
            throw new ContentFaultException(
                $"has a weight too many, '{stored.Path}/{extra}': such a layer has {string.Join(", ", names)}");
        }

        foreach (Weight weight in layer.Weights)
        {
            string path = $"{stored.Path}/{weight.Spec.Name}";
            if (!stored.Weights.TryGetValue(weight.Spec.Name, out WeightValues? values))
            {
                throw new ContentFaultException($"lacks '{path}', whose shape is {weight.Shape}");
            }

            yield return values.Shape == weight.Shape
                ? values with { Path = weight.Path }
                : throw new ContentFaultException($"holds '{path}' of shape {values.Shape}, and the model's is {weight.Shape}");
        }
    }
}
