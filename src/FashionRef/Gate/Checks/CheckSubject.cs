using System.Globalization;
using FashionRef.Gate.Runs;
using FashionRef.Training.Runs;
using static System.FormattableString;

namespace FashionRef.Gate.Checks;

/// <summary>The runs that a check is about; it makes the check's results.</summary>
/// <param name="Kind">Which check.</param>
/// <param name="Model">The model's number.</param>
/// <param name="Runs">The runs as text.</param>
/// <param name="File">The name of the model's file; null for the notebook's models.</param>
internal sealed record CheckSubject(CheckKind Kind, int Model, string Runs, string? File = null)
{
    // A file may hold a million epochs, each of them wrong.
    private const int MostListed = 20;

    /// <summary>A check of one run.</summary>
    public static CheckSubject Of(CheckKind kind, GateRun run) => new(kind, run.Record.Settings.Model, run.Label, run.Record.Settings.File?.Name);

    /// <summary>A check of several runs of one model.</summary>
    public static CheckSubject Of(CheckKind kind, IReadOnlyList<GateRun> runs) =>
        runs.Count == 1 ? Of(kind, runs[0]) : Of(kind, runs[0]) with { Runs = $"seeds {Seeds([.. runs.Select(run => run.Record.Settings.Seed).Order()])}" };

    public GateCheck Passed(string figure, string bound) => Check(CheckVerdict.Passed, figure, bound, "", [], "");

    public GateCheck NotNeeded(string figure, string reason) => Check(CheckVerdict.NotNeeded, figure, "", reason, [], "");

    /// <summary>One failure that lists every wrong field.</summary>
    /// <param name="where">The beginning of the sentence, for example <c>In 'run.json'</c>.</param>
    /// <param name="faults">At least one.</param>
    /// <param name="acceptance">The command that would accept them.</param>
    public GateCheck Failed(string where, IReadOnlyList<FieldFault> faults, string acceptance = "")
    {
        if (faults is [FieldFault only])
        {
            return Failed(only.Found, only.Legal, $"{where} {only.Sentence}.", only.Causes, acceptance);
        }

        string[] listed = [.. faults.Take(MostListed).Select(fault => fault.Sentence)];
        string more = Invariant($"and {faults.Count - listed.Length} more");
        return Failed(
            Invariant($"{faults.Count} wrong fields"),
            "none",
            Invariant($"{where} {faults.Count} fields are wrong."),
            [.. faults.SelectMany(fault => fault.Causes).Distinct()],
            acceptance) with
        {
            Faults = listed.Length == faults.Count ? listed : [.. listed, more],
        };
    }

    public GateCheck Failed(string figure, string bound, string reason, IReadOnlyList<string> causes, string acceptance = "") =>
        Check(CheckVerdict.Failed, figure, bound, reason, causes, acceptance);

    private GateCheck Check(CheckVerdict verdict, string figure, string bound, string reason, IReadOnlyList<string> causes, string acceptance) =>
        new(Kind, Model, Runs, verdict, figure, bound, reason, causes, acceptance) { File = File };

    private static string Seeds(int[] seeds) => seeds[^1] - seeds[0] == seeds.Length - 1
        ? string.Create(CultureInfo.InvariantCulture, $"{seeds[0]} to {seeds[^1]}")
        : string.Join(", ", seeds.Select(seed => seed.ToString(CultureInfo.InvariantCulture)));
}
