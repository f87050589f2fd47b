using System.CommandLine;
using FashionRef.Engines;

namespace FashionRef.Commands;

/// <summary><c>--loss logits|probabilities</c>.</summary>
internal static class LossOption
{
    private static readonly Dictionary<string, CrossEntropy> Losses = Enum.GetValues<CrossEntropy>().ToDictionary(CrossEntropyName.Of);

    public static Option<string> Create()
    {
        Option<string> option = ChoiceOption.Create(
            "--loss",
            "What the cross-entropy is taken of: the logits, as Keras does on TensorFlow, or clipped probabilities, as on JAX and PyTorch.",
            Losses.Keys);
        option.DefaultValueFactory = _ => CrossEntropyName.Of(CrossEntropy.OfLogits);
        return option;
    }

    /// <summary>The loss that the option names.</summary>
    public static CrossEntropy Value(string value) => Losses[value];
}
