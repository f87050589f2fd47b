using FashionRef.Data;
using FashionRef.Engines.Exact;
using FashionRef.Harms.Curves;
using FashionRef.Harms.Ports;
using FashionRef.Models;
using FashionRef.Probes;

namespace FashionRef.Harms;

/// <summary>
/// Makes the tables of docs/gate.md. In the repository's folder, with the data set fetched: <c>dotnet run -c Release --project
/// tests/FashionRef.Harms</c> makes that of every harm and what sees it without a whole run, in some fifteen minutes on two cores; with
/// <c>curves 1</c> or <c>curves 2</c> that of whole runs of a model, whose trainings take a quarter of an hour or some hours and are kept. With
/// further words only the harms whose names contain one of them.
/// </summary>
internal static class Program
{
    private static void Main(string[] words)
    {
        Dataset data = DatasetLoader.Load(Path.Combine("artifacts", "data"));
        if (words is ["curves", var number, .. var rest])
        {
            CurveTable.Write(int.Parse(number, System.Globalization.CultureInfo.InvariantCulture), rest, data, Console.Out);
            return;
        }

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
