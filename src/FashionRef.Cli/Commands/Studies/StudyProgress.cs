using FashionRef.Studies;
using static System.FormattableString;

namespace FashionRef.Cli.Commands.Studies;

/// <summary>Tells people how far runs of a study are: a line for each that ends.</summary>
/// <param name="output">Where.</param>
/// <param name="before">How far the runs were at the start.</param>
/// <param name="time">Measures.</param>
internal sealed class StudyProgress(TextWriter output, IReadOnlyList<StudyRunState> before, TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly long _start = time.GetTimestamp();
    private readonly int _wanted = before.Count(state => state.IsToMake);
    private int _done = before.Count(state => state.Kind == StudyRunKind.Done);
    private int _failed = before.Count(state => state.Kind == StudyRunKind.Failed);
    private int _running;
    private int _ended;

    /// <summary>Tells what will be done.</summary>
    /// <param name="name">The study's name.</param>
    /// <param name="jobs">How many runs are made at once, at most.</param>
    public void Begin(string name, int jobs) => output.WriteLine(
        Invariant($"{name}: {_done} of {before.Count} runs are done, {_wanted} to make{(_wanted == 0 ? "" : Invariant($", {Math.Min(jobs, _wanted)} at once"))}."));

    /// <summary>A run has begun.</summary>
    public void Started(PlannedRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        lock (_lock)
        {
            _running++;
        }
    }

    /// <summary>The process that makes a run has ended, and is started again.</summary>
    public void StartsAgain(PlannedRun run, string why)
    {
        lock (_lock)
        {
            output.WriteLine(Invariant($"Run {run.Number} ({run.Experiment}, seed {run.Settings.Seed}) goes on in another process: {OutsideText.Line(why)}"));
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
            output.WriteLine(Invariant($"{_done} of {before.Count} done, {_running} running, {_failed} failed, {StudyPlanText.Words(seconds)} left. Run {run.Number} ({run.Experiment}, seed {run.Settings.Seed}) {what}."));
        }
    }
}
