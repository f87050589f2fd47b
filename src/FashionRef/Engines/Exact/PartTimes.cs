using System.Diagnostics;

namespace FashionRef.Engines.Exact;

/// <summary>How long threads worked on the parts of a job.</summary>
/// <param name="threads">How many threads.</param>
/// <param name="parts">How many parts.</param>
internal sealed class PartTimes(int threads, int parts)
{
    // Longer than a pair of cache lines (128 bytes), so that no two threads write to one.
    private readonly long[][] _ticks = [.. Enumerable.Range(0, threads).Select(_ => new long[parts + (128 / sizeof(long))])];

    /// <summary>A thread has done something of a part.</summary>
    /// <param name="worker">The thread's number.</param>
    /// <param name="part">The part's number.</param>
    /// <param name="start"><see cref="Stopwatch.GetTimestamp"/> when it began.</param>
    public void Add(int worker, int part, long start) => _ticks[worker][part] += Stopwatch.GetTimestamp() - start;

    /// <summary>All threads' time of each part since this was last called, and begins anew.</summary>
    public long[] Take()
    {
        long[] sums = [.. Enumerable.Range(0, parts).Select(part => _ticks.Sum(row => row[part]))];
        Array.ForEach(_ticks, Array.Clear);
        return sums;
    }
}
