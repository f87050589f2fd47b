using FashionRef.Data;
using FashionRef.Training;

namespace FashionRef.Cli.Documents;

/// <summary>A prediction, as <c>predict --json</c> writes it.</summary>
/// <param name="File">The picture.</param>
/// <param name="Label">The number of the most probable class.</param>
/// <param name="Class">Its name.</param>
/// <param name="Probabilities">Of every class by its name, in the order of the labels; each in [0, 1].</param>
internal sealed record PredictionDocument(string File, int Label, string Class, IReadOnlyDictionary<string, double> Probabilities)
{
    public static PredictionDocument Of(string file, ReadOnlySpan<double> probabilities)
    {
        int label = LogitMetrics.ArgMax(probabilities);
        return new PredictionDocument(
            file,
            label,
            FashionMnist.ClassNames[label],
            FashionMnist.ClassNames.Zip(probabilities.ToArray()).ToDictionary(share => share.First, share => share.Second));
    }
}
