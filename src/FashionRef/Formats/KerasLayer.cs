using System.Globalization;
using System.Text.RegularExpressions;
using FashionRef.Files;
using FashionRef.Models;

namespace FashionRef.Formats;

/// <summary>One layer in a file of Keras' weights.</summary>
/// <param name="Path">Model and layer, for example <c>sequential/conv2d_1</c>.</param>
/// <param name="Kind">The layer's name without its number: <c>conv2d</c>.</param>
/// <param name="Weights">By their names, for example <c>kernel</c>.</param>
internal sealed partial record KerasLayer(string Path, string Kind, IReadOnlyDictionary<string, WeightValues> Weights)
{
    /// <summary>Groups the arrays of a file into layers, those of a kind in the order of their numbers (no number counts as 0).</summary>
    /// <param name="arrays">All arrays of the file.</param>
    /// <exception cref="ContentFaultException">
    /// A name is not Keras' or occurs twice, the layers are of two models, or a number is not finite.
    /// </exception>
    public static IReadOnlyList<KerasLayer> Group(IEnumerable<WeightValues> arrays)
    {
        Dictionary<string, Dictionary<string, WeightValues>> layers = [];
        string? model = null;
        foreach (WeightValues array in arrays)
        {
            (string first, string layer, string weight) = Split(array.Path);
            model ??= first;
            if (model != first)
            {
                throw new ContentFaultException($"holds '{array.Path}' beside weights of '{model}', and one file holds one model");
            }

            layers.TryAdd(layer, []);
            if (!layers[layer].TryAdd(weight, array))
            {
                throw new ContentFaultException($"holds '{array.Path}' twice");
            }

            RequireFinite(array);
        }

        return
        [
            .. from layer in layers
               let kind = KindOf(layer.Key)
               orderby NumberOf(layer.Key)
               select new KerasLayer($"{model}/{layer.Key}", kind, layer.Value),
        ];
    }

    /// <summary>The kind in a layer's name: the name without its number.</summary>
    /// <param name="name">For example <c>conv2d_1</c>.</param>
    public static string KindOf(string name) => NameParts().Match(name).Groups["kind"].Value;

    private static int NumberOf(string name)
    {
        Group number = NameParts().Match(name).Groups["number"];
        return number.Success ? int.Parse(number.ValueSpan, CultureInfo.InvariantCulture) : 0;
    }

    private static (string Model, string Layer, string Weight) Split(string path) =>
        path.Split('/') is [{ Length: > 0 } model, { Length: > 0 } layer, { Length: > 0 } weight]
            ? (model, layer, weight)
            : throw new ContentFaultException($"holds an array '{path}', and a weight's name has the form model/layer/weight");

    internal static void RequireFinite(WeightValues array)
    {
        int wrong = Array.FindIndex(array.Values, value => !double.IsFinite(value));
        if (wrong >= 0)
        {
            throw new ContentFaultException(string.Create(
                CultureInfo.InvariantCulture,
                $"holds {array.Values[wrong]} in '{array.Path}' at {wrong}, and a weight is a finite number"));
        }
    }

    // Keras writes no leading zeros, so two names of a kind never have the same number.
    [GeneratedRegex("^(?<kind>.+?)(_(?<number>[1-9][0-9]{0,8}))?$", RegexOptions.Singleline)]
    private static partial Regex NameParts();
}
