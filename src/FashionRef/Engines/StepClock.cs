namespace FashionRef.Engines;

/// <summary>How the time of a trainer's steps divides into parts of the work, for those who measure an engine. One trainer's own.</summary>
/// <param name="time">Measures.</param>
public sealed class StepClock(TimeProvider time)
{
    private readonly Dictionary<string, long> _parts = [];
    private long _last;

    /// <summary>A step begins.</summary>
    public void Begin() => _last = time.GetTimestamp();

    /// <summary>What was done since the last call was one part.</summary>
    /// <param name="part">Its name.</param>
    public void Note(string part) => Add(part, SinceLast());

    /// <summary>What was done since the last call were several parts, which threads did side by side.</summary>
    /// <param name="parts">Their names.</param>
    /// <param name="work">How long all threads together worked on each, in any unit: so the time is divided among them.</param>
    public void Note(IReadOnlyList<string> parts, IReadOnlyList<long> work)
    {
        double elapsed = SinceLast();
        double all = Math.Max(work.Sum(), 1);
        for (int i = 0; i < parts.Count; i++)
        {
            Add(parts[i], (long)(elapsed * work[i] / all));
        }
    }

    /// <summary>The time of all parts since this was last called, and begins anew.</summary>
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
