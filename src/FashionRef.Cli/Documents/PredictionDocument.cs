using System.Text.Json.Serialization;
using FashionRef.Training;

namespace FashionRef.Cli.Documents;

/// <summary>A prediction, as <c>predict --json</c> writes it.</summary>
/// <param name="File">The picture.</param>
/// <param name="Label">The number of the most probable class.</param>
/// <param name="Class">Its name.</param>
/// <param name="Probabilities">Of every class by its name, in the order of the labels; each in [0, 1].</param>
internal sealed record PredictionDocument(string File, int Label, string Class, IReadOnlyDictionary<string, double> Probabilities)
{
    /// <summary>What the model gives, where that is no probabilities: these are then the softmax of it (of one output x, of 0 and x). Else left out.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<double>? Outputs { get; init; }

    public static PredictionDocument Of(string file, IReadOnlyList<string> names, ReadOnlySpan<double> probabilities)
    {
        int label = LogitMetrics.ArgMax(probabilities);
        return new PredictionDocument(
            file,
            label,
            names[label],
            names.Zip(probabilities.ToArray()).ToDictionary(share => share.First, share => share.Second));
    }
}

/// <summary>The JSON of <c>predict --json</c>.</summary>
/// <param name="Format">Always <see cref="CurrentFormat"/>.</param>
/// <param name="Model">The model's number in the notebook; null for a model file.</param>
/// <param name="Weights">The file that its weights come from.</param>
/// <param name="Engine">What computed them.</param>
/// <param name="Predictions">One for each picture, in the order of the command line.</param>
internal sealed record PredictionsDocument(string Format, int? Model, string Weights, string Engine, IReadOnlyList<PredictionDocument> Predictions)
{
    public const string CurrentFormat = "fashionref-predictions-1";

    /// <summary>The model file. Left out for the notebook's models.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? ModelFile { get; init; }
}
