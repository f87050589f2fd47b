using System.Text.Json;
using FashionRef.Data;
using FashionRef.Files;
using FashionRef.Formats.Json;
using FashionRef.Harms.Ports;
using FashionRef.Training;

namespace FashionRef.Harms.Curves;

/// <summary>Runs of ports with a mistake, which take hours in all: each is kept, and made only once.</summary>
/// <param name="stored">Runs that the repository has, by the mistake's name.</param>
/// <param name="folder">Where new ones are kept.</param>
/// <param name="data">Fashion-MNIST.</param>
internal sealed class KeptRuns(IReadOnlyDictionary<string, IReadOnlyList<EpochMetrics>[]> stored, string folder, Dataset data)
{
    /// <summary>How many seeds each mistake is tried with.</summary>
    public const int Seeds = 5;

    /// <summary>The histories of seeds 1, 2, 3 …</summary>
    /// <param name="harm">The mistake.</param>
    /// <param name="model">The model's number.</param>
    public IReadOnlyList<EpochMetrics>[] Of(Deviation harm, int model)
    {
        if (stored.TryGetValue(harm.Name, out IReadOnlyList<EpochMetrics>[]? runs))
        {
            return runs;
        }

        IReadOnlyList<EpochMetrics>[] histories = new IReadOnlyList<EpochMetrics>[Seeds];
        Parallel.For(0, Seeds, seed => histories[seed] = Of(harm, model, seed + 1));
        return histories;
    }

    private IReadOnlyList<EpochMetrics> Of(Deviation harm, int model, int seed)
    {
        string name = string.Concat(harm.Name.Select(letter => char.IsAsciiLetterOrDigit(letter) || letter == '.' ? letter : '-'));
        string file = Path.Combine(folder, FormattableString.Invariant($"model{model}"), FormattableString.Invariant($"{name}-seed{seed}.json"));
        if (File.Exists(file))
        {
            return JsonSerializer.Deserialize<EpochMetrics[]>(File.ReadAllBytes(file), JsonFormat.Options)!;
        }

        IReadOnlyList<EpochMetrics> history = PortedRun.Train(harm.Port, model, seed, data);
        AtomicFile.WriteText(file, JsonSerializer.Serialize(history, JsonFormat.Options) + "\n");
        Console.Error.WriteLine($"{file}: test accuracy {history[^1].ValAccuracy:F4}");
        return history;
    }
}
