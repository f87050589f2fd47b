using System.Diagnostics;

namespace FashionRef.Engines.Exact;

/// <summary>
/// How long a helper spins for its next round before it sleeps: as long as it lately took until one came, because to be woken takes
/// longer than most pauses; but where that is long, spinning only takes the processor from others.
/// </summary>
internal sealed class SpinLimit
{
    /// <summary>It never spins longer, in ticks: longer than what the calling thread does alone between two rounds of a step.</summary>
    public static readonly long Most = Stopwatch.Frequency / 1000;

    /// <summary>It always spins so long, in ticks.</summary>
    public static readonly long Least = Stopwatch.Frequency / 50_000;

    private const double Forgetting = 0.9;

    private double _longest = Most / 2.0;

    /// <summary>How long to spin, in ticks.</summary>
    public long Ticks => _longest > Most ? Least : Math.Min(Most, Least + (long)(1.5 * _longest));

    /// <summary>A round has come.</summary>
    /// <param name="waited">How long it took, in ticks, with spinning and sleeping.</param>
    public void Note(long waited) => _longest = Math.Max(Math.Min(waited, 2 * Most), Forgetting * _longest);
}
