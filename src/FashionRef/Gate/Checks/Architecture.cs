using FashionRef.Models;
using FashionRef.Models.Layers;
using FashionRef.Training.Runs;
using static System.FormattableString;

namespace FashionRef.Gate.Checks;

/// <summary>Which of the notebook's models a model is, and where a model's layers are others than they must be. Names do not count.</summary>
internal static class Architecture
{
    /// <summary>The notebook's model with the same kinds of layers in the same order; null where none has.</summary>
    /// <param name="model">Any model.</param>
    public static int? NumberOf(BuiltModel model)
    {
        string[] kinds = Kinds(model);
        return NotebookModels.Numbers.Where(number => Kinds(NotebookModels.Get(number).Build()).SequenceEqual(kinds)).Select(number => (int?)number).FirstOrDefault();
    }

    /// <summary>The kinds of a model's layers, for a message.</summary>
    public static string[] Kinds(BuiltModel model) => [.. Merged(model).Select(layer => layer.Layer.TypeName)];

    /// <summary>Where a model's layers are not those of the right one.</summary>
    /// <param name="model">The model.</param>
    /// <param name="legalModel">The right one.</param>
    /// <param name="number">Its number in the notebook; 0 for another.</param>
    public static IEnumerable<FieldFault> Faults(BuiltModel model, BuiltModel legalModel, int number)
    {
        yield return new("the input", Invariant($"{model.InputShape}"), Invariant($"{legalModel.InputShape}"));
        BuiltLayer[] found = [.. Merged(model)];
        BuiltLayer[] right = [.. Merged(legalModel)];
        IReadOnlyList<string> causes = number == 0 ? [] : LikelyCauses.OfParameters(number, model.ParameterCount, model.NonTrainableParameterCount);
        foreach ((int index, (BuiltLayer layer, BuiltLayer legal)) in found.Zip(right).Index())
        {
            // Each as a whole where the kinds differ, else only the settings that do.
            string[] settings = layer.Words.Split(", ");
            string[] legals = legal.Words.Split(", ");
            bool isKind = settings[0].Split(' ')[0] == legals[0].Split(' ')[0];
            yield return new(
                Invariant($"layer {index + 1} '{layer.Name}'"),
                layer.Words == legal.Words ? legal.Words : isKind ? Others(settings, legals) : layer.Words,
                legal.Words)
            {
                Causes = causes,
            };
            yield return new(Invariant($"what layer {index + 1} '{layer.Name}' computes in"), $"{layer.Layer.ComputesIn}", $"{legal.Layer.ComputesIn}");
            foreach ((Weight weight, Weight rightWeight) in layer.Weights.Zip(legal.Weights))
            {
                Initializer initial = weight.Spec.Initializer;
                Initializer rightInitial = rightWeight.Spec.Initializer;
                yield return new(
                    Invariant($"the initializer of {weight.Spec.Name} in layer {index + 1} '{layer.Name}'"),
                    initial.GivesNumbersOf(rightInitial) ? rightInitial.ToWords() : initial.ToWords(),
                    rightInitial.ToWords());
            }
        }

        yield return new("the number of layers", Invariant($"{found.Length}"), Invariant($"{right.Length}"));
    }

    private static string Others(string[] settings, string[] legals) =>
        string.Join(", ", settings.Except(legals)) is { Length: > 0 } others ? others : $"without {string.Join(", ", legals.Except(settings))}";

    // A layer without an activation and the one behind it are the same as one layer.
    private static IEnumerable<BuiltLayer> Merged(BuiltModel model)
    {
        BuiltLayer? before = null;
        foreach (BuiltLayer layer in model.Chain)
        {
            if (before is not null && With(before.Layer, ActivationOf(layer.Layer)) is { } merged)
            {
                before = before with { Layer = merged };
                continue;
            }

            if (before is not null)
            {
                yield return before;
            }

            before = layer;
        }

        if (before is not null)
        {
            yield return before;
        }
    }

    private static Activation? ActivationOf(Layer layer) => layer switch
    {
        ActivationLayer { Function: var function } => function,
        ReLU { MaxValue: double.PositiveInfinity, NegativeSlope: 0, Threshold: 0 } => Activation.Relu,
        Softmax { Axis: -1 } => Activation.Softmax,
        _ => null,
    };

    private static Layer? With(Layer layer, Activation? activation) => (layer, activation) switch
    {
        (Dense { Activation: Activation.Linear } dense, { } function) => dense with { Activation = function },
        (Conv2D { Activation: Activation.Linear } convolution, { } function) => convolution with { Activation = function },
        _ => null,
    };
}
