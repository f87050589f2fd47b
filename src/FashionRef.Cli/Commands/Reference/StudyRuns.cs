using FashionRef.Gate.Runs;
using FashionRef.Studies;
using static System.FormattableString;

namespace FashionRef.Cli.Commands.Reference;

/// <summary>The runs of studies that are done.</summary>
internal static class StudyRuns
{
    /// <summary>Reads them; each file's hash is compared with that of the run's result.</summary>
    /// <param name="folders">The studies' folders.</param>
    /// <exception cref="FashionRefException">A study cannot be read, or is not done (bad request).</exception>
    public static IReadOnlyList<GateRun> Read(IEnumerable<string> folders) => [.. folders.SelectMany(Read)];

    private static IEnumerable<GateRun> Read(string folder)
    {
        StudyFolder found = new(folder);
        StudyState state = StudyState.Of(found.Read(), found);
        int missing = state.Runs.Count(run => run.Record is null);
        StudyRunState? failed = state.Runs.FirstOrDefault(run => run.Message is not null);
        return state.IsComplete
            ? state.Runs.Select(run => new GateRun(run.Record!, Path.Combine(found.RunOf(run.Run), StudyResult.RecordName)))
            : throw new FashionRefException(
                FaultKind.BadRequest,
                missing > 0
                    ? Invariant($"The study in '{folder}' has {missing} of {state.Runs.Count} runs that are not done. {(failed is null ? "Make them with 'study run'" : Invariant($"Run {failed.Run.Number} ({failed.Run.Experiment}) cannot be taken: {failed.Message!.TrimEnd('.')}"))}; 'study status' tells what is with each.")
                    : $"The study in '{folder}' has disputed runs. 'study status' tells which.");
    }
}
