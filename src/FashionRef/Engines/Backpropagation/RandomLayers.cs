using FashionRef.Models;
using FashionRef.Models.Layers;

namespace FashionRef.Engines.Backpropagation;

/// <summary>The layers of a model that draw random numbers in training.</summary>
public static class RandomLayers
{
    /// <summary>
    /// Each one's number for <see cref="RandomStep"/>, by its path, in the model's order: dropouts (Dropout and SpatialDropout2D) from 0 on, others
    /// (noise and changes of images) from <see cref="RandomStep.FirstOtherLayer"/> on.
    /// </summary>
    /// <param name="model">The model.</param>
    /// <exception cref="FashionRefException">
    /// A layer cannot act in training, see <see cref="TrainingOnly.RequireTrainable"/>, or there are more of a kind than numbers (bad request).
    /// </exception>
    public static IReadOnlyDictionary<string, int> Numbers(BuiltModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        Dictionary<string, int> numbers = [];
        int dropouts = 0;
        int others = 0;
        foreach (BuiltLayer layer in model.Chain)
        {
            if (layer.Layer is not TrainingOnly random)
            {
                continue;
            }

            random.RequireTrainable();
            if (random.ClassName != "ActivityRegularization")
            {
                numbers[layer.Path] = IsDropout(random) ? dropouts++ : RandomStep.FirstOtherLayer + others++;
            }
        }

        return Math.Max(dropouts, others) <= RandomStep.FirstOtherLayer
            ? numbers
            : throw new FashionRefException(
                FaultKind.BadRequest,
                FormattableString.Invariant($"The model '{model.Name}' has {dropouts} layers of dropout and {others} other random ones. Legal are up to {RandomStep.FirstOtherLayer} of each."));
    }

    /// <summary>Whether a layer changes numbers in training: dropout of something, and noise. Others give the very tensor back, or change images before the model.</summary>
    /// <param name="layer">The layer.</param>
    public static bool ChangesNumbers(TrainingOnly layer) => layer is GaussianNoise or GaussianDropout || (IsDropout(layer) && layer.Rate > 0);

    /// <summary>Whether a layer leaves out numbers or whole planes of them.</summary>
    /// <param name="layer">The layer.</param>
    public static bool IsDropout(TrainingOnly layer)
    {
        ArgumentNullException.ThrowIfNull(layer);
        return layer.ClassName is "Dropout" or "SpatialDropout2D";
    }
}
