using System.Globalization;
using FashionRef.Models;

namespace FashionRef.Engines;

/// <summary>Everything that a trainer needs to continue with the same bits.</summary>
/// <param name="Weights">Every weight of the model, by its path.</param>
/// <param name="FirstMoments">Adam's m of every trainable weight, by the weight's path.</param>
/// <param name="SecondMoments">Adam's v of every trainable weight, by the weight's path.</param>
/// <param name="Step">How many steps were taken.</param>
public sealed record TrainerState(
    IReadOnlyList<WeightValues> Weights,
    IReadOnlyList<WeightValues> FirstMoments,
    IReadOnlyList<WeightValues> SecondMoments,
    long Step)
{
    /// <summary>The state before the first step.</summary>
    /// <param name="model">The model to train.</param>
    /// <param name="weights">Its initial weights.</param>
    public static TrainerState Initial(BuiltModel model, IReadOnlyList<WeightValues> weights)
    {
        ArgumentNullException.ThrowIfNull(model);
        return new TrainerState(weights, ZeroMoments(model), ZeroMoments(model), Step: 0);
    }

    /// <summary>
    /// The first number that is not finite, for example <c>the second moment of 'dense/kernel' is NaN at 3</c>; null where all are.
    /// </summary>
    internal string? NotFinite() =>
        NotFinite("the weight", Weights) ?? NotFinite("the first moment of", FirstMoments) ?? NotFinite("the second moment of", SecondMoments);

    private static string? NotFinite(string what, IEnumerable<WeightValues> arrays)
    {
        foreach (WeightValues array in arrays)
        {
            int wrong = Array.FindIndex(array.Values, value => !double.IsFinite(value));
            if (wrong >= 0)
            {
                return string.Create(CultureInfo.InvariantCulture, $"{what} '{array.Path}' is {array.Values[wrong]} at {wrong}");
            }
        }

        return null;
    }

    private static WeightValues[] ZeroMoments(BuiltModel model) =>
    [
        .. from weight in model.Weights
           where weight.Spec.IsTrainable
           select new WeightValues(weight.Path, weight.Shape, new double[weight.Shape.Count]),
    ];
}
