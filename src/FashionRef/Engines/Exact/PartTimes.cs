using System.Diagnostics;

namespace FashionRef.Engines.Exact;

/// <summary>How long each thread worked on each part of a job.</summary>
/// <param name="threads">How many threads.</param>
/// <param name="parts">How many parts.</param>
internal sealed class PartTimes(int threads, int parts)
{
    // Padded by a pair of cache lines (128 bytes), so that no two threads write to the same one.
    private readonly long[][] _ticks = [.. Enumerable.Range(0, threads).Select(_ => new long[parts + (128 / sizeof(long))])];

    /// <summary>Adds a thread's time for a part.</summary>
    /// <param name="worker">The thread's number.</param>
    /// <param name="part">The part's number.</param>
    /// <param name="start"><see cref="Stopwatch.GetTimestamp"/> when it began.</param>
    public void Add(int worker, int part, long start) => _ticks[worker][part] += Stopwatch.GetTimestamp() - start;

    /// <summary>Returns all threads' time for each part since the last call, and resets it.</summary>
    public long[] Take()
    {
        long[] sums = [.. Enumerable.Range(0, parts).Select(part => _ticks.Sum(row => row[part]))];
        Array.ForEach(_ticks, Array.Clear);
        return sums;
    }
}
