using FashionRef.Data;
using FashionRef.Gate.Curves;
using FashionRef.Gate.Reference;
using FashionRef.Harms.Ports;
using FashionRef.Studies;
using FashionRef.Training;

namespace FashionRef.Harms.Curves;

/// <summary>The table of whole runs: every small mistake, and how often the gate fails one, three, five and ten runs with it.</summary>
internal static class CurveTable
{
    private static readonly int[] RunCounts = [1, 3, 5, 10];

    /// <summary>Writes a model's rows; runs that are missing are trained, and then all are stored in the repository.</summary>
    /// <param name="model">The model's number.</param>
    /// <param name="words">Only the harms whose names contain one of them; all if there are none.</param>
    /// <param name="data">Fashion-MNIST.</param>
    /// <param name="output">Where the table goes.</param>
    public static void Write(int model, string[] words, Dataset data, TextWriter output)
    {
        GateReference reference = GateReference.Read("baselines", model, Shuffle.Anew);
        Dictionary<string, IReadOnlyList<EpochMetrics>[]> stored = HarmedRunsFile.Read(".", model);
        KeptRuns runs = new(stored, Path.Combine("artifacts", "harms"), data);
        CurvePower power = new(reference);
        int[] paired = [.. RunCounts.Where(count => count <= reference.Expectation.Paired!.MostRuns)];
        output.Write($"| harm | largest shift, in σ | {string.Join(" | ", paired.Select(count => Told("alike", count)))} | {string.Join(" | ", RunCounts[1..].Select(count => Told("other seeds", count)))} |\n");
        output.Write($"| --- | --- |{string.Concat(Enumerable.Repeat(" --- |", paired.Length + RunCounts.Length - 1))}\n");
        foreach (Deviation harm in CurveHarms.All.Where(harm => harm.Port.IsPossibleIn(model) && (words.Length == 0 || words.Any(word => harm.Name.Contains(word, StringComparison.Ordinal)))))
        {
            IReadOnlyList<EpochMetrics>[] histories = runs.Of(harm, model);
            stored[harm.Name] = histories;
            (StudyFigure figure, double shift) = power.Largest(histories);
            IEnumerable<string> cells =
            [
                .. paired.Select(count => Cell(power.Paired(histories, count))),
                .. RunCounts[1..].Select(count => Cell(power.Unpaired(histories, count))),
            ];
            output.Write(FormattableString.Invariant($"| {harm.Name} | {CurveFigures.Name(figure)} {shift:+0.0;-0.0} | {string.Join(" | ", cells)} |\n"));
        }

        HarmedRunsFile.Write(".", model, CurveHarms.All.Where(harm => stored.ContainsKey(harm.Name)).Select(harm => (harm.Name, stored[harm.Name])));
    }

    private static string Told(string way, int count) => FormattableString.Invariant($"{way}, {count} {(count == 1 ? "run" : "runs")}");

    private static string Cell((double Share, double Low, double High) power) => FormattableString.Invariant($"{100 * power.Share:F0} % ({100 * power.Low:F0} to {100 * power.High:F0})");
}
