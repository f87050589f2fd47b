namespace FashionRef.Engines.Exact;

/// <summary>
/// The items of a round, divided into shares for work stealing: a thread's share is consecutive, and the same in every round of equal
/// size, so that its data are still in its caches. A thread that has finished its share steals from the others.
/// </summary>
/// <remarks>
/// A share is one word: the round's number and the number of items left. A compare-and-swap takes an item. A thread that is preempted
/// anywhere in here, for however long, gets an item of the current round or none: words contain the round's number, so an old word
/// recurs only after 2^32 rounds.
/// </remarks>
/// <param name="threads">How many shares, at least 1.</param>
internal sealed class WorkShares(int threads)
{
    // Processors prefetch cache lines of 64 bytes in pairs: closer words would cause false sharing.
    private const int WordStride = 128 / sizeof(long);
    private const int RoundShift = 32;

    private readonly long[] _words = new long[(threads + 1) * WordStride];
    private int _items;
    private uint _round;

    /// <summary>
    /// Distributes the items of a new round, after all of the last one are done. A thread may take the first before this returns.
    /// </summary>
    /// <param name="items">How many there are, from 0.</param>
    public void Distribute(int items)
    {
        // A thread that takes an item has read a word of this round, so it sees this number and everything the caller wrote before.
        _items = items;
        _round++;
        for (int share = 0; share < threads; share++)
        {
            Volatile.Write(ref Word(share), ((long)_round << RoundShift) | (uint)(First(share + 1) - First(share)));
        }
    }

    /// <summary>Takes an item for a thread. The round cannot end before that item is done.</summary>
    /// <param name="thread">The thread's number.</param>
    /// <returns>The item, or -1 when none is left.</returns>
    public int Take(int thread)
    {
        for (int i = 0; i < threads; i++)
        {
            int share = (thread + i) % threads;
            long word = Volatile.Read(ref Word(share));
            while ((uint)word is var left and > 0)
            {
                long seen = Interlocked.CompareExchange(ref Word(share), word - 1, word);
                if (seen == word)
                {
                    return First(share + 1) - (int)left;
                }

                word = seen;
            }
        }

        return -1;
    }

    private int First(int share) => (int)((long)_items * share / threads);

    private ref long Word(int share) => ref _words[(share + 1) * WordStride];
}
