namespace FashionRef.Engines;

/// <summary>Measures how the time of a trainer's steps divides among their parts, for benchmarks. Each trainer needs its own.</summary>
/// <param name="time">Measures.</param>
public sealed class StepClock(TimeProvider time)
{
    private readonly Dictionary<string, long> _parts = [];
    private long _last;

    /// <summary>A step begins.</summary>
    public void Begin() => _last = time.GetTimestamp();

    /// <summary>Adds the time since the last call to a part.</summary>
    /// <param name="part">Its name.</param>
    public void Note(string part) => Add(part, SinceLast());

    /// <summary>Divides the time since the last call among parts that ran in parallel.</summary>
    /// <param name="parts">Their names.</param>
    /// <param name="work">How long all threads together worked on each, in any unit: the time is divided in this ratio.</param>
    public void Note(IReadOnlyList<string> parts, IReadOnlyList<long> work)
    {
        double elapsed = SinceLast();
        double all = Math.Max(work.Sum(), 1);
        for (int i = 0; i < parts.Count; i++)
        {
            Add(parts[i], (long)(elapsed * work[i] / all));
        }
    }

    /// <summary>Returns the time of all parts since the last call, and resets it.</summary>
    /// <returns>Milliseconds by name, in the order in which they were first noted.</returns>
    public IReadOnlyDictionary<string, double> Take()
    {
        Dictionary<string, double> milliseconds = _parts.ToDictionary(
            part => part.Key, part => time.GetElapsedTime(0, part.Value).TotalMilliseconds);
        _parts.Clear();
        return milliseconds;
    }

    private long SinceLast()
    {
        long now = time.GetTimestamp();
        long elapsed = now - _last;
        _last = now;
        return elapsed;
    }

    private void Add(string part, long ticks) => _parts[part] = _parts.GetValueOrDefault(part) + ticks;
}
