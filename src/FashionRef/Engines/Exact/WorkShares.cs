namespace FashionRef.Engines.Exact;

/// <summary>
/// The items of a job, dealt out in shares: a thread has consecutive items, and the same ones in every job of so many, so that what
/// it wrote in one job is still in its own caches in the next. Whoever is done with its share takes from the others'.
/// </summary>
/// <param name="threads">How many shares, at least 1.</param>
internal sealed class WorkShares(int threads)
{
    // Processors fetch lines of 64 bytes in pairs: nearer counters would be passed to and fro between threads.
    private const int Apart = 128 / sizeof(int);

    private readonly int[] _next = new int[(threads + 1) * Apart];
    private int _items;

    /// <summary>Deals the items of a new job, when no thread takes any more of the last one.</summary>
    /// <param name="items">How many there are, from 0.</param>
    public void Deal(int items)
    {
        _items = items;
        for (int share = 0; share < threads; share++)
        {
            Next(share) = First(share);
        }
    }

    /// <summary>Takes an item for a thread.</summary>
    /// <param name="thread">The thread's number.</param>
    /// <returns>The item, or -1 when none is left.</returns>
    public int Take(int thread)
    {
        for (int i = 0; i < threads; i++)
        {
            int share = (thread + i) % threads;
            int end = First(share + 1);

            // Whoever looks at a share that is used up should not take its counter away from the others.
            if (Volatile.Read(ref Next(share)) >= end)
            {
                continue;
            }

            int item = Interlocked.Increment(ref Next(share)) - 1;
            if (item < end)
            {
                return item;
            }
        }

        return -1;
    }

    private int First(int share) => (int)((long)_items * share / threads);

    private ref int Next(int share) => ref _next[(share + 1) * Apart];
}
