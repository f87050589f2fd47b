using System.Globalization;
using FashionRef.Gate.Runs;

namespace FashionRef.Gate.Checks;

/// <summary>Whom a check is about, and how it tells what it says.</summary>
/// <param name="Kind">Which check.</param>
/// <param name="Model">The model's number.</param>
/// <param name="Runs">The runs in words.</param>
internal sealed record CheckSubject(CheckKind Kind, int Model, string Runs)
{
    /// <summary>A check of one run.</summary>
    public static CheckSubject Of(CheckKind kind, GateRun run) => new(kind, run.Record.Settings.Model, run.Label);

    /// <summary>A check of several runs of one model.</summary>
    public static CheckSubject Of(CheckKind kind, IReadOnlyList<GateRun> runs) =>
        runs.Count == 1 ? Of(kind, runs[0]) : new(kind, runs[0].Record.Settings.Model, $"seeds {Seeds([.. runs.Select(run => run.Record.Settings.Seed).Order()])}");

    public GateCheck Passed(string figure, string bound) => new(Kind, Model, Runs, CheckVerdict.Passed, figure, bound, "", [], "");

    public GateCheck NotNeeded(string figure, string reason) => new(Kind, Model, Runs, CheckVerdict.NotNeeded, figure, "", reason, [], "");

    public GateCheck Failed(string figure, string bound, string reason, IReadOnlyList<string> causes, string acceptance = "") =>
        new(Kind, Model, Runs, CheckVerdict.Failed, figure, bound, reason, causes, acceptance);

    private static string Seeds(int[] seeds) => seeds[^1] - seeds[0] == seeds.Length - 1
        ? string.Create(CultureInfo.InvariantCulture, $"{seeds[0]} to {seeds[^1]}")
        : string.Join(", ", seeds.Select(seed => seed.ToString(CultureInfo.InvariantCulture)));
}
