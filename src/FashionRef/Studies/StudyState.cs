using FashionRef.Engines;
using FashionRef.Formats.Json;
using FashionRef.Training.Runs;
using static System.FormattableString;

namespace FashionRef.Studies;

/// <summary>How far a study is, or a share of it.</summary>
/// <param name="Runs">Every run of it, in order.</param>
/// <param name="Differing">The folders of results that differ from the first one of the same run: the machines disagree.</param>
/// <param name="Strange">Folders among those of the runs that are no run of the study.</param>
public sealed record StudyState(IReadOnlyList<StudyRunState> Runs, IReadOnlyList<string> Differing, IReadOnlyList<string> Strange)
{
    private static readonly JsonFileKind Kind = new("run's failure", "failure of a study's run", "The command 'study run' writes one.", "Delete it, and 'study run' makes the run again.");

    private const string DiffersMark = ".differs-";

    /// <summary>Whether every run is done, whole and undisputed.</summary>
    public bool IsComplete => Differing.Count == 0 && Runs.All(run => run.Kind == StudyRunKind.Done);

    /// <summary>What a result with other bits means, in a sentence.</summary>
    /// <param name="differing">One of <see cref="Differing"/>.</param>
    public static string Dispute(string differing) => $"Two machines gave one run other bits: '{OutsideText.Line(differing)}' differs from the first result.";

    /// <summary>A folder beside a run's for a result with other bits.</summary>
    internal static string OtherThan(string folder) => $"{folder}{DiffersMark}{Path.GetRandomFileName()}";

    /// <summary>Looks at every run of a study; the files of those that are done are read and their hashes compared.</summary>
    /// <param name="plan">The study's plan.</param>
    /// <param name="folder">The study's folder.</param>
    public static StudyState Of(StudyPlan plan, StudyFolder folder) => Of(plan, folder, Shard.All);

    /// <summary>The same for the runs of a share, and no others: what another machine does wrong is not its.</summary>
    /// <param name="plan">The study's plan.</param>
    /// <param name="folder">The study's folder.</param>
    /// <param name="share">The share.</param>
    public static StudyState Of(StudyPlan plan, StudyFolder folder, Shard share)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(folder);
        ArgumentNullException.ThrowIfNull(share);
        PlannedRun[] own = [.. plan.Runs.Where(run => share.Has(run.Number))];
        HashSet<string> begun = [.. Names(folder.Unfinished).Select(Number)];
        HashSet<string> done = [.. Names(folder.Runs)];
        StudyRunState[] runs = [.. own.AsParallel().AsOrdered().Select(run =>
            done.Contains(run.Name) ? Done(run)
            : File.Exists(folder.FailureOf(run)) ? Failed(run)
            : new StudyRunState(run, begun.Contains(Number(run.Name)) ? StudyRunKind.Broken : StudyRunKind.Missing))];
        if (own.Any(run => run.Settings.Jitter is not null))
        {
            runs = [.. WithoutIdleJitters(runs)];
        }

        Dictionary<string, int> known = plan.Runs.ToDictionary(run => run.Name, run => run.Number);
        ILookup<bool, string> others = done.Where(name => !known.ContainsKey(name)).Order(StringComparer.Ordinal).ToLookup(name => RunOf(name) is not null);
        return new StudyState(runs, [.. others[true].Where(name => share.Has(RunOf(name)!.Value))], [.. others[false]]);

        // That of a folder beside the first result of a run.
        int? RunOf(string name) =>
            name.IndexOf(DiffersMark, StringComparison.Ordinal) is var mark and > 0 && known.TryGetValue(name[..mark], out int number) ? number : null;

        StudyRunState Done(PlannedRun run)
        {
            try
            {
                StudyResult result = StudyResult.Read(folder.RunOf(run), plan, run);
                return new StudyRunState(run, StudyRunKind.Done)
                {
                    Result = result,
                    Record = result.ReadRecord(folder.RunOf(run), run),
                    IsLeft = begun.Contains(Number(run.Name)),
                };
            }
            catch (FashionRefException fault)
            {
                return new StudyRunState(run, StudyRunKind.Damaged) { Message = fault.Message };
            }
        }

        StudyRunState Failed(PlannedRun run)
        {
            try
            {
                return new StudyRunState(run, StudyRunKind.Failed) { Message = JsonFile.Read<StudyFailure>(folder.FailureOf(run), Kind, _ => null).Message };
            }
            catch (FashionRefException fault)
            {
                return new StudyRunState(run, StudyRunKind.Damaged) { Message = fault.Message };
            }
        }
    }

    // A jitter that changes nothing would make two runs one. Where training never uses the value, it is still in the trained weights, but no
    // logit shows it.
    private static IEnumerable<StudyRunState> WithoutIdleJitters(StudyRunState[] runs)
    {
        ILookup<(RunSettings, string), StudyRunState> twins = runs.Where(state => state.Kind == StudyRunKind.Done).ToLookup(state => ButForJitter(state.Run));
        return runs.Select(state => state is { Kind: StudyRunKind.Done, Run.Settings.Jitter: not null }
            && twins[ButForJitter(state.Run)].FirstOrDefault(twin => twin.Run.Settings.Jitter != state.Run.Settings.Jitter && HasLogitsOf(state, twin)) is { } twin
                ? new StudyRunState(state.Run, StudyRunKind.Failed)
                {
                    Message = Invariant($"it has the bits of run {twin.Run.Number} ({twin.Run.Experiment}), although their jitters differ: training never used that kernel value. Take another jitter"),
                }
                : state);

        static bool HasLogitsOf(StudyRunState one, StudyRunState other) => one.Result!.TestLogits == other.Result!.TestLogits;
    }

    private static (RunSettings Settings, string Data) ButForJitter(PlannedRun run) => (
        run.Settings with { Jitter = null, Threads = KnownEngines.HasSameBitsEverywhere(run.Settings.Engine) ? 1 : run.Settings.Threads },
        string.Join(' ', run.Data.Sha256.OrderBy(file => file.Key, StringComparer.Ordinal).Select(file => file.Value)));

    private static string Number(string name) => name.Split('-')[0];

    private static IEnumerable<string> Names(string folder) => Directory.Exists(folder) ? Directory.EnumerateDirectories(folder).Select(path => Path.GetFileName(path)) : [];
}

/// <summary>How far a run is.</summary>
/// <param name="Run">The run.</param>
/// <param name="Kind">How far.</param>
public sealed record StudyRunState(PlannedRun Run, StudyRunKind Kind)
{
    /// <summary>Its result; null where it is not done.</summary>
    public StudyResult? Result { get; init; }

    /// <summary>Its record; null where it is not done.</summary>
    public RunRecord? Record { get; init; }

    /// <summary>What is wrong with it, in a sentence; null where nothing is.</summary>
    public string? Message { get; init; }

    /// <summary>Whether it is done and something of its making is left, since the process was killed at its end.</summary>
    public bool IsLeft { get; init; }

    /// <summary>Whether it can be made: nothing of it is there, or a checkpoint.</summary>
    public bool IsToMake => Kind is StudyRunKind.Broken or StudyRunKind.Missing;
}

/// <summary>How far a run is.</summary>
public enum StudyRunKind
{
    /// <summary>Its result is there, and all files have the hashes that it says.</summary>
    Done,

    /// <summary>It was begun and not finished; it goes on from its checkpoint.</summary>
    Broken,

    /// <summary>It failed by itself, and would again.</summary>
    Failed,

    /// <summary>Its result is there, but was changed or lacks a file.</summary>
    Damaged,

    /// <summary>Nothing of it is there.</summary>
    Missing,
}
