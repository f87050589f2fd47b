using FashionRef.Formats.Keras.Weights;
using FashionRef.Models;
using static System.FormattableString;

namespace FashionRef.Formats.Keras;

/// <summary>What is unusual about a file.</summary>
internal static class KerasRemarks
{
    /// <summary>Sentences about a file, the most important first.</summary>
    /// <param name="file">The file.</param>
    public static IReadOnlyList<string> Of(KerasFile file) => [.. Shapes(file).Concat(Numbers(file)).Concat(Training(file))];

    private static IEnumerable<string> Shapes(KerasFile file)
    {
        if (file.Architecture is not null && file.Model is null)
        {
            yield return "The file does not say the shape of the input, or leaves a size open: nothing can be computed until it is given.";
        }

        if (file is { Kind: KerasFileKind.Json })
        {
            yield return "The file holds no weights.";
        }

        if (file is { Kind: KerasFileKind.Weights or KerasFileKind.LegacyWeights })
        {
            yield return "The file holds weights only: the model that they are for is in another file.";
        }
    }

    private static IEnumerable<string> Numbers(KerasFile file)
    {
        string[] others = [.. (file.Model?.Weights ?? []).Where(weight => weight.Spec.Type is not (NumberType.Float32 or NumberType.Int64)).Select(weight => weight.Spec.Type.ToString().ToLowerInvariant()).Distinct()];
        if (others.Length > 0)
        {
            yield return $"Weights are stored as {string.Join(" and ", others)}; here they are computed with in float32 or float64, so answers differ from Keras' in the last digits that such numbers have.";
        }
    }

    private static IEnumerable<string> Training(KerasFile file)
    {
        if (file.Refusal is not null || file.Model is not { } model)
        {
            yield break;
        }

        int stored = file.OptimizerVariableCount;
        switch (file.Compilation)
        {
            case null when stored > 0:
                yield return Invariant($"The model is not compiled, and yet {stored} variables of an optimizer are stored.");
                break;
            case { Optimizer: null } when stored > 0:
                yield return Invariant($"The file has {stored} variables of an optimizer and does not say which: Keras would take RMSprop and leave them out without a word.");
                break;
            case { Optimizer: { } optimizer } compilation:
                IReadOnlyList<OptimizerSlot>? slots = OptimizerLayout.Of(optimizer, compilation.OptimizerConfig, model);
                if (slots is null)
                {
                    yield return $"The optimizer '{optimizer}' is not known here: training cannot go on from this file.";
                }
                else if (stored == 0 && file.HasWeights)
                {
                    yield return "The optimizer's state is not stored: training would start with a fresh one.";
                }
                else if (IsCut(file, stored, slots.Count))
                {
                    yield return Invariant($"The optimizer's state is incomplete ({stored} of {slots.Count} variables): training cannot go on from it.");
                }

                break;
        }
    }

    // An optimizer that was never used has no more than its counter and learning rate; Keras 2 stores no learning rate.
    private static bool IsCut(KerasFile file, int stored, int expected) =>
        file.HasWeights && stored > 2 && stored < expected && !(file.Version?.StartsWith("2.", StringComparison.Ordinal) ?? true);
}
