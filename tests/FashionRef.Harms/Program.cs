using FashionRef.Data;
using FashionRef.Engines.Exact;
using FashionRef.Harms.Ports;
using FashionRef.Models;
using FashionRef.Probes;

namespace FashionRef.Harms;

/// <summary>
/// Makes the table of docs/gate.md: every harm, and what sees it without a whole run, in both models. In the repository's folder, with the
/// data set fetched: <c>dotnet run -c Release --project tests/FashionRef.Harms</c>, some fifteen minutes on two cores; with words only the harms
/// whose names contain one of them.
/// </summary>
internal static class Program
{
    private static void Main(string[] words)
    {
        Dataset data = DatasetLoader.Load(Path.Combine("artifacts", "data"));
        ApartChecks[] models = [.. NotebookModels.Numbers.Select(model => Checks(data, model))];
        Console.WriteLine("| harm | Model-1 | Model-2 |\n| --- | --- | --- |");
        foreach (Deviation harm in Harms.All.Where(harm => words.Length == 0 || words.Any(word => harm.Name.Contains(word, StringComparison.Ordinal))))
        {
            string[] seen = [.. models.Select((checks, i) => harm.Port.IsPossibleIn(i + 1) ? Seen(checks.Of(harm.Port with { Number = i + 1 })) : "-")];
            Console.WriteLine($"| {harm.Name} | {string.Join(" | ", seen)} |");
        }
    }

    private static string Seen(IReadOnlyList<string> checks) => checks.Count == 0 ? "nothing" : string.Join("; ", checks);

    private static ApartChecks Checks(Dataset data, int model)
    {
        ProbeReference reference = ProbeReferenceFile.Read("baselines", model);
        string folder = Path.Combine("artifacts", "probes", FormattableString.Invariant($"model{model}"));
        ProbePack pack = ProbePackFile.ReadIfThere(folder, model, reference.Pack)
            ?? ProbePackFile.Make(folder, model, new ExactEngine(threads: 2), data.Train, _ => { }, CancellationToken.None);
        return new ApartChecks(data, pack, reference);
    }
}
