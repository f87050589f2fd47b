using System.Diagnostics;

namespace FashionRef.Engines.Exact;

/// <summary>
/// How long a helper spins for its next round before it sleeps: as long as recent waits, because waking up takes longer than most
/// pauses; but after long waits it spins little, to leave the processor to others.
/// </summary>
internal sealed class SpinLimit
{
    /// <summary>The maximum, in ticks: longer than what the calling thread does alone between two rounds of a step.</summary>
    public static readonly long Most = Stopwatch.Frequency / 1000;

    /// <summary>The minimum, in ticks.</summary>
    public static readonly long Least = Stopwatch.Frequency / 50_000;

    private const double Forgetting = 0.9;

    private double _longest = Most / 2.0;

    /// <summary>How long to spin, in ticks.</summary>
    public long Ticks => _longest > Most ? Least : Math.Min(Most, Least + (long)(1.5 * _longest));

    /// <summary>Records a wait that ended with a round.</summary>
    /// <param name="waited">How long it took, in ticks, spinning and sleeping.</param>
    public void Note(long waited) => _longest = Math.Max(Math.Min(waited, 2 * Most), Forgetting * _longest);
}
