using FashionRef.Studies;
using static System.FormattableString;

namespace FashionRef.Cli.Commands.Studies;

/// <summary>Tells people how far a study is: a line for each run that ends.</summary>
/// <param name="output">Where.</param>
/// <param name="plan">The study's plan.</param>
/// <param name="before">How far it was at the start.</param>
/// <param name="share">The share that is made.</param>
/// <param name="time">Measures.</param>
internal sealed class StudyProgress(TextWriter output, StudyPlan plan, StudyState before, Shard share, TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly int _all = before.Runs.Count(state => share.Has(state.Run.Number));
    private readonly long _start = time.GetTimestamp();
    private int _done = before.Runs.Count(state => share.Has(state.Run.Number) && state.Kind == StudyRunKind.Done);
    private int _failed = before.Runs.Count(state => share.Has(state.Run.Number) && state.Kind == StudyRunKind.Failed);
    private int _running;
    private int _ended;
    private int _wanted;

    /// <summary>Tells what will be done.</summary>
    /// <param name="origin">What named the share; null where all runs are made.</param>
    /// <param name="wanted">How many runs will be made.</param>
    /// <param name="jobs">How many at once.</param>
    public void Begin(string? origin, int wanted, int jobs)
    {
        _wanted = wanted;
        if (origin is not null)
        {
            output.WriteLine($"Share {share.Index} of {share.Count}, from {origin}.");
        }

        output.WriteLine(Invariant($"{plan.Study.Name}: {_done} of {_all} runs are done, {wanted} to make, {Math.Min(jobs, Math.Max(1, wanted))} at once."));
    }

    /// <summary>A run has begun.</summary>
    public void Started(PlannedRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        lock (_lock)
        {
            _running++;
        }
    }

    /// <summary>A run has ended.</summary>
    public void Ended(PlannedRun run, StudyOutcome outcome)
    {
        lock (_lock)
        {
            _running--;
            _ended++;
            (_done, _failed) = outcome.End == StudyEnd.Failed ? (_done, _failed + 1) : (_done + 1, _failed);
            string what = outcome.End switch
            {
                StudyEnd.Failed => $"failed: {OutsideText.Line(outcome.Message ?? "")}",
                StudyEnd.Differs => "has other bits than its first result, which another process made: both are kept",
                StudyEnd.MadeBefore => "was made by another process meanwhile, with the same bits",
                _ => Invariant($"test accuracy {outcome.TestAccuracy:F4}, {StudyPlanText.Words(outcome.Seconds)}"),
            };
            double seconds = time.GetElapsedTime(_start).TotalSeconds / _ended * (_wanted - _ended);
            output.WriteLine(Invariant($"{_done} of {_all} done, {_running} running, {_failed} failed, {StudyPlanText.Words(seconds)} left. Run {run.Number} ({run.Experiment}, seed {run.Settings.Seed}) {what}."));
        }
    }

    /// <summary>Tells what became of the study.</summary>
    /// <param name="after">How far it is now.</param>
    /// <param name="folder">Its folder.</param>
    /// <returns>The exit code: a check failed where a run of the share did, was changed, or disagrees with another machine's.</returns>
    public ExitCode End(StudyState after, StudyFolder folder)
    {
        StudyRunState[] own = [.. after.Runs.Where(state => share.Has(state.Run.Number))];
        bool isGood = after.Differing.Count == 0 && own.All(state => state.Kind == StudyRunKind.Done);
        output.WriteLine(Invariant($"{own.Count(state => state.Kind == StudyRunKind.Done)} of {own.Length} runs are done. They are in '{folder.Root}'; 'study status' tells more."));
        return isGood ? ExitCode.Done : ExitCode.CheckFailed;
    }
}
