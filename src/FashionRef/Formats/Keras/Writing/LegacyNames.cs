using FashionRef.Models;

namespace FashionRef.Formats.Keras.Writing;

/// <summary>The names of variables in legacy files: the names of the models that built them, then the layer's.</summary>
internal static class LegacyNames
{
    /// <summary>
    /// A name for each weight. The layers of a functional model are called before there is a model, so neither its name nor that of a model
    /// around it is in theirs.
    /// </summary>
    /// <param name="model">The model.</param>
    public static Dictionary<Weight, string> Of(BuiltModel model)
    {
        Dictionary<Weight, string> names = [];
        Add(names, model, "");
        return names;
    }

    private static void Add(Dictionary<Weight, string> names, BuiltModel model, string models)
    {
        string prefix = model.Definition.IsFunctional ? "" : $"{models}{model.Name}/";
        foreach (BuiltLayer layer in model.Layers)
        {
            if (layer.Model is { } inside)
            {
                Add(names, inside, prefix);
                continue;
            }

            foreach (Weight weight in layer.Weights)
            {
                names.Add(weight, $"{prefix}{layer.Name}/{weight.Spec.Name}");
            }
        }
    }
}
