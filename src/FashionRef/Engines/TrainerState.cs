using System.Globalization;
using FashionRef.Files;
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
    private const string FirstMomentPrefix = "adam/m/";
    private const string SecondMomentPrefix = "adam/v/";

    /// <summary>The variables of a <see cref="Backpropagation.CompiledModel"/>'s optimizer for every trainable weight, by Keras' slot names; it has no moments beside them.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<WeightValues>> Slots { get; init; } = new Dictionary<string, IReadOnlyList<WeightValues>>();

    /// <summary>The product of Nadam's momenta so far; 1 for others.</summary>
    public double MomentumProduct { get; init; } = 1;

    /// <summary>
    /// All arrays under names of their own, as files have them: weights under their paths, first moments under <c>adam/m/</c> and second ones
    /// under <c>adam/v/</c> and the weight's path.
    /// </summary>
    internal IEnumerable<WeightValues> Arrays => Weights
        .Concat(FirstMoments.Select(moment => moment with { Path = FirstMomentPrefix + moment.Path }))
        .Concat(SecondMoments.Select(moment => moment with { Path = SecondMomentPrefix + moment.Path }));

    /// <summary>A state from the arrays of a file.</summary>
    /// <param name="model">The model that it is of.</param>
    /// <param name="arrays">As <see cref="Arrays"/> names them; others are ignored.</param>
    /// <param name="step">How many steps were taken.</param>
    /// <exception cref="ContentFaultException">An array is missing or has another shape.</exception>
    internal static TrainerState FromArrays(BuiltModel model, IEnumerable<WeightValues> arrays, long step)
    {
        Dictionary<string, WeightValues> named = arrays.ToDictionary(array => array.Path);
        Weight[] trainable = [.. model.Weights.Where(weight => weight.Spec.IsTrainable)];
        return new TrainerState(
            [.. model.Weights.Select(weight => Take(string.Empty, weight))],
            [.. trainable.Select(weight => Take(FirstMomentPrefix, weight))],
            [.. trainable.Select(weight => Take(SecondMomentPrefix, weight))],
            step);

        WeightValues Take(string prefix, Weight weight) =>
            named.TryGetValue(prefix + weight.Path, out WeightValues? values) && values.Shape == weight.Shape
                ? values with { Path = weight.Path }
                : throw new ContentFaultException($"it has no '{prefix}{weight.Path}' of shape {weight.Shape}");
    }

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
        NotFinite("the weight", Weights) ?? NotFinite("the first moment of", FirstMoments) ?? NotFinite("the second moment of", SecondMoments)
        ?? Slots.Select(slot => NotFinite($"the optimizer's {slot.Key} of", slot.Value)).FirstOrDefault(fault => fault is not null);

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
