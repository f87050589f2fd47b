using FashionRef.Cli.Output;
using FashionRef.Studies;
using Spectre.Console;
using static System.FormattableString;

namespace FashionRef.Cli.Commands.Studies;

/// <summary>Tells people how far runs of a study are: a line for each that ends, and at a terminal one that counts the time.</summary>
internal sealed class StudyProgress : IDisposable
{
    private static readonly TimeSpan RedrawInterval = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly TextWriter _output;
    private readonly LiveLine _line;
    private readonly ITimer _redraw;
    private readonly TimeLeft _left;
    private readonly int _jobs;
    private readonly int _all;
    private readonly int _wanted;
    private int _done;
    private int _failed;
    private int _running;
    private int _ended;
    private bool _isOver;

    /// <summary>Starts to tell.</summary>
    /// <param name="console">Where.</param>
    /// <param name="before">How far the runs were at the start.</param>
    /// <param name="jobs">How many are made at once, at most.</param>
    /// <param name="time">Measures.</param>
    public StudyProgress(IAnsiConsole console, IReadOnlyList<StudyRunState> before, int jobs, TimeProvider time)
    {
        _output = Terminal.Lines(console);
        _line = new LiveLine(console.Profile.Out.Writer, Terminal.IsInteractive(console));
        _wanted = before.Count(state => state.IsToMake);
        _jobs = Math.Clamp(_wanted, 1, jobs);
        _left = new TimeLeft(before.Where(state => state.IsToMake).Select(state => state.Run), _jobs, time);
        _all = before.Count;
        _done = before.Count(state => state.Kind == StudyRunKind.Done);
        _failed = before.Count(state => state.Kind == StudyRunKind.Failed);
        _redraw = time.CreateTimer(_ => Redraw(), null, RedrawInterval, RedrawInterval);
    }

    /// <summary>Tells what will be done.</summary>
    /// <param name="name">The study's name.</param>
    public void Begin(string name) => _output.WriteLine(
        Invariant($"{name}: {_done} of {_all} runs are done, {_wanted} to make{(_wanted == 0 ? "" : Invariant($", {_jobs} at once"))}."));

    /// <summary>A run has begun.</summary>
    public void Started(PlannedRun run)
    {
        lock (_lock)
        {
            _running++;
            _left.Started(run);
        }
    }

    /// <summary>The process that makes a run has ended, and is started again.</summary>
    public void StartsAgain(PlannedRun run, string why) => Tell(() => $"{Name(run)} goes on in another process: {OutsideText.Line(why)}");

    /// <summary>A run has ended.</summary>
    public void Ended(PlannedRun run, StudyOutcome outcome) => Tell(() =>
    {
        _running--;
        _ended++;
        _left.Ended(run, outcome.Seconds > 0 ? outcome.Seconds : null);
        (_done, _failed) = outcome.End == StudyEnd.Failed ? (_done, _failed + 1) : (_done + 1, _failed);
        string what = outcome.End switch
        {
            StudyEnd.Failed => $"failed: {OutsideText.Line(outcome.Message ?? "").TrimEnd('.')}",
            StudyEnd.Differs => "has other bits than its first result, which another process made: both are kept",
            StudyEnd.MadeBefore => "was made by another process meanwhile",
            _ => Invariant($"{(run.Settings.HeldOut is null ? "test" : "held-out")} accuracy {outcome.TestAccuracy:F4}, {StudyPlanText.Words(outcome.Seconds)}"),
        };

        // Whoever has ended one begins the next at once.
        return $"{State(Math.Min(_jobs, _wanted - _ended))} {Name(run)} {what}.";
    });

    /// <summary>Ends the line that counts the time.</summary>
    public void Dispose()
    {
        _redraw.Dispose();
        lock (_lock)
        {
            _isOver = true;
            _line.Clear();
        }
    }

    private void Tell(Func<string> line)
    {
        lock (_lock)
        {
            string text = line();
            _line.Clear();
            _output.WriteLine(text);
        }
    }

    private void Redraw()
    {
        lock (_lock)
        {
            if (!_isOver && _running > 0)
            {
                _line.Show(State(_running));
            }
        }
    }

    private string State(int running) =>
        Invariant($"{_done} of {_all} done, {running} running, {_failed} failed{(_left.Seconds() is { } seconds ? $", {StudyPlanText.Words(seconds)} left" : "")}.");

    private static string Name(PlannedRun run) => Invariant($"Run {run.Number} ({run.Experiment}, seed {run.Settings.Seed})");
}
