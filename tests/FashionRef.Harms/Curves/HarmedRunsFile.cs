using System.Text.Json;
using FashionRef.Files;
using FashionRef.Formats.Json;
using FashionRef.Training;

namespace FashionRef.Harms.Curves;

/// <summary>The runs of all small mistakes with a model, which take most of an hour, as they are kept in the repository: with six digits after the point.</summary>
internal static class HarmedRunsFile
{
    private const int Digits = 6;

    /// <summary>A model's runs by the mistake's name, of seeds 1, 2, 3 …; empty if none are kept.</summary>
    /// <param name="root">The repository.</param>
    /// <param name="model">The model's number.</param>
    public static Dictionary<string, IReadOnlyList<EpochMetrics>[]> Read(string root, int model)
    {
        string path = PathOf(root, model);
        return File.Exists(path)
            ? JsonSerializer.Deserialize<Dictionary<string, SeedHistory[]>>(File.ReadAllBytes(path), JsonFormat.Options)!.ToDictionary(
                harm => harm.Key, harm => harm.Value.Select(EpochsOf).ToArray())
            : [];
    }

    /// <summary>Keeps them, a run on a line.</summary>
    /// <inheritdoc cref="Read"/>
    public static void Write(string root, int model, IEnumerable<(string Harm, IReadOnlyList<EpochMetrics>[] Runs)> harms)
    {
        JsonSerializerOptions compact = new(JsonFormat.Options) { WriteIndented = false };
        IEnumerable<string> lines = harms.Select(harm =>
            $"{JsonSerializer.Serialize(harm.Harm)}: [\n{string.Join(",\n", harm.Runs.Select(run => JsonSerializer.Serialize(HistoryOf(run), compact)))}\n]");
        AtomicFile.WriteText(PathOf(root, model), $"{{\n{string.Join(",\n", lines)}\n}}\n");
    }

    private static string PathOf(string root, int model) =>
        Path.Combine(root, "tests", "FashionRef.Harms", "Curves", FormattableString.Invariant($"harmed-runs-model{model}.json"));

    private static SeedHistory HistoryOf(IReadOnlyList<EpochMetrics> run)
    {
        double[] Column(Func<EpochMetrics, double> figure) => [.. run.Select(epoch => Math.Round(figure(epoch), Digits))];

        return new(Column(epoch => epoch.Accuracy), Column(epoch => epoch.Loss), Column(epoch => epoch.ValAccuracy), Column(epoch => epoch.ValLoss));
    }

    private static IReadOnlyList<EpochMetrics> EpochsOf(SeedHistory history) =>
        [.. history.Accuracy.Select((accuracy, i) => new EpochMetrics(i + 1, accuracy, history.Loss[i], history.ValAccuracy[i], history.ValLoss[i], Seconds: 0))];
}
