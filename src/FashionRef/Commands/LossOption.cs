using System.CommandLine;
using FashionRef.Engines;

namespace FashionRef.Commands;

/// <summary><c>--loss logits|probabilities</c>.</summary>
internal static class LossOption
{
    private static readonly Dictionary<string, CrossEntropy> Losses = Enum.GetValues<CrossEntropy>().ToDictionary(CrossEntropyName.Of);

    public static Option<string> Create()
    {
        Option<string> option = new("--loss")
        {
            Description = "What the cross-entropy is taken of: the logits, as Keras does on TensorFlow, or clipped probabilities, as on JAX and PyTorch.",
            HelpName = string.Join('|', Losses.Keys),
            DefaultValueFactory = _ => CrossEntropyName.Of(CrossEntropy.OfLogits),
        };

        // The parser's own check tells the legal values over several lines, and not the option.
        option.Validators.Add(result =>
        {
            string value = result.GetValueOrDefault<string>();
            if (!Losses.ContainsKey(value))
            {
                result.AddError($"--loss '{value}' is not one of {string.Join(", ", Losses.Keys)}.");
            }
        });
        option.CompletionSources.Add([.. Losses.Keys]);
        return option;
    }

    /// <summary>The loss that the option names.</summary>
    public static CrossEntropy Value(string value) => Losses[value];
}
