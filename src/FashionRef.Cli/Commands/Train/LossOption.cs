using System.CommandLine;
using FashionRef.Engines;
using FashionRef.Engines.Losses;

namespace FashionRef.Cli.Commands.Train;

/// <summary><c>--loss logits|probabilities</c> for the notebook's models, or Keras' name of a loss for a model file.</summary>
internal sealed class LossOption
{
    private static readonly Dictionary<string, CrossEntropy> Words = Enum.GetValues<CrossEntropy>().ToDictionary(CrossEntropyName.Of);

    public LossOption()
    {
        string[] words = [.. Words.Keys];
        Option = new Option<string?>("--loss")
        {
            Description = "Compute the cross-entropy from the logits, as Keras does on TensorFlow (by default), or from clipped probabilities, as on JAX and PyTorch; for a model file another loss than its own, by Keras' name.",
            HelpName = $"{string.Join('|', words)}|NAME",
        };
        Option.CompletionSources.Add(words);
        Option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string?>() is { } value && !Words.ContainsKey(value) && LossSettings.Find(value, null) is null)
            {
                result.AddError($"--loss '{OutsideText.Line(value)}' is not one of {string.Join(", ", words)}, for a model file one of {string.Join(", ", Enum.GetNames<LossKind>())}.");
            }
        });
    }

    /// <summary>The option itself.</summary>
    public Option<string?> Option { get; }

    /// <summary>For the notebook's models.</summary>
    /// <exception cref="FashionRefException">It is a loss for a model file (bad request).</exception>
    public CrossEntropy OfNotebook(ParseResult parse) => parse.GetValue(Option) is not { } value ? CrossEntropy.OfLogits
        : Words.TryGetValue(value, out CrossEntropy loss) ? loss
        : throw new FashionRefException(FaultKind.BadRequest, $"--loss '{value}' is for a model file. Legal for the notebook's models are {string.Join(", ", Words.Keys)}.");

    /// <summary>For a model file, or null for its own.</summary>
    /// <exception cref="FashionRefException">It is for the notebook's models (bad request).</exception>
    public string? OfFile(ParseResult parse) => parse.GetValue(Option) is not { } value ? null
        : !Words.ContainsKey(value) ? value
        : throw new FashionRefException(FaultKind.BadRequest, $"--loss '{value}' is for the notebook's models. For a model file name one of Keras', for example sparse_categorical_crossentropy.");
}
