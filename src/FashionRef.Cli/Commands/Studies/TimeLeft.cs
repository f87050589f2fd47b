using FashionRef.Studies;

namespace FashionRef.Cli.Commands.Studies;

/// <summary>Estimates how long runs will still take: each as long as those of its experiment that have ended.</summary>
/// <param name="runs">The runs that are made.</param>
/// <param name="jobs">How many at once, at least 1.</param>
/// <param name="time">Measures.</param>
internal sealed class TimeLeft(IEnumerable<PlannedRun> runs, int jobs, TimeProvider time)
{
    private readonly HashSet<PlannedRun> _left = [.. runs];
    private readonly Dictionary<PlannedRun, long> _started = [];
    private readonly Dictionary<string, List<double>> _seconds = [];

    /// <summary>A run has begun.</summary>
    public void Started(PlannedRun run) => _started[run] = time.GetTimestamp();

    /// <summary>A run has ended.</summary>
    /// <param name="run">The run.</param>
    /// <param name="seconds">How long it took; null where another process has made it.</param>
    public void Ended(PlannedRun run, double? seconds)
    {
        _left.Remove(run);
        _started.Remove(run);
        if (seconds is not { } took)
        {
            return;
        }

        if (!_seconds.TryGetValue(run.Experiment, out List<double>? known))
        {
            _seconds[run.Experiment] = known = [];
        }

        known.Add(took);
    }

    /// <summary>The estimate; null before any run has ended.</summary>
    public double? Seconds()
    {
        if (_seconds.Count == 0)
        {
            return null;
        }

        double unknown = _seconds.Values.SelectMany(seconds => seconds).Average();
        double work = _left.Sum(run => Math.Max(0, Expected(run) - Elapsed(run)));
        return work / Math.Clamp(_left.Count, 1, jobs);

        double Expected(PlannedRun run) => _seconds.TryGetValue(run.Experiment, out List<double>? known) ? known.Average() : unknown;

        double Elapsed(PlannedRun run) => _started.TryGetValue(run, out long start) ? time.GetElapsedTime(start).TotalSeconds : 0;
    }
}
