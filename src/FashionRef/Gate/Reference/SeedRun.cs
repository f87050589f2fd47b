using System.Text.Json.Serialization;
using FashionRef.Training;

namespace FashionRef.Gate.Reference;

/// <summary>One run of a model, from a seed.</summary>
/// <param name="Seed">The seed.</param>
/// <param name="History">Every epoch.</param>
/// <param name="Correct">Right answers on the test set after the last epoch.</param>
/// <param name="Confusion">How often each class (the row) was taken for each (the column).</param>
public sealed record SeedRun(int Seed, SeedHistory History, int Correct, IReadOnlyList<IReadOnlyList<int>> Confusion)
{
    /// <summary>How many of the last epochs the steadier figure averages.</summary>
    public const int SteadyEpochs = 3;

    /// <summary>Test images.</summary>
    [JsonIgnore]
    public int Count => Confusion.Sum(row => row.Sum());

    /// <summary>Test accuracy after the last epoch, in [0, 1].</summary>
    [JsonIgnore]
    public double Accuracy => (double)Correct / Count;

    /// <summary>The mean of the test accuracies after the last three epochs, in [0, 1].</summary>
    [JsonIgnore]
    public double SteadyAccuracy => History.ValAccuracy.TakeLast(SteadyEpochs).Average();

    /// <summary>For each class, the share of its images that were recognized, in [0, 1].</summary>
    [JsonIgnore]
    public IReadOnlyList<double> Recalls => [.. Confusion.Select((row, label) => (double)row[label] / row.Sum())];
}
